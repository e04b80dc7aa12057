import type { CommandEntry, OptionEntry } from './command-entry.ts';
import { BRANCH, RUN_ID_FILE } from './deploy/deploy-options.ts';
import { PATHSPEC } from './pathspec-argument.ts';

const MAX_LOG_SIZE: OptionEntry = {
  flags: '--max-log-size <megabytes>',
  help: 'has no effect: logs are kept whole',
  value: 'count',
  isHidden: true,
};

const OPTIONS: readonly OptionEntry[] = [
  {
    flags: '--max-workers <n>',
    help: 'how many tasks run at the same time (default: as many as there are cores)',
    value: 'count',
  },
  { flags: '--max-num-splits <n>', help: 'fail when a foreach splits into more tasks than this (default: no limit)', value: 'count' },
  { flags: '--tag <tag>', help: 'tag the run; again for more', isRepeatable: true },
  RUN_ID_FILE,
  {
    flags: '--namespace <tag>',
    help: 'steps see the runs with this tag through the client; nothing for all runs (default: user:NAME of whoever runs)',
  },
  MAX_LOG_SIZE,
  // Metaflow's, before the command; on this machine, tasks have the whole folder.
  {
    flags: '--package-suffixes <list>',
    help: "which files of the flow's folder pods get, by the ends of their names (default: .py)",
    isHidden: true,
  },
];

const TRIGGER: OptionEntry = {
  flags: '--trigger <run>',
  help: 'act as if the end of this run, FLOW/RUN, had started the flow, which has @trigger_on_finish; again for more',
  isRepeatable: true,
  givesWay: true,
};

/** The commands that run a flow here. */
export const RUN_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'Freeze what is not frozen yet, then run the flow',
    arguments: [],
    options: [...OPTIONS, TRIGGER],
    needsFlow: true,
    startsTasks: true,
    takesParameters: true,
    load: async () => (await import('../commands/run.ts')).run,
  },
  {
    name: 'resume',
    summary: 'Run again from where a run failed, or from a step',
    arguments: [{ name: 'step', help: 'the step to run again from', isRequired: false }],
    options: [{ flags: '--origin-run-id <id>', help: 'the run to resume (default: the latest)' }, ...OPTIONS, ...BRANCH],
    needsFlow: true,
    startsTasks: true,
    load: async () => (await import('../commands/resume.ts')).resume,
  },
  {
    name: 'spin',
    summary: 'Run one step alone, with what it got in an earlier run',
    arguments: [PATHSPEC],
    options: [
      { flags: '--persist', help: 'keep its artifacts, for inspect_spin() of the Python client' },
      { flags: '--artifacts-module <path>', help: 'a Python file whose dictionary ARTIFACTS goes before the artifacts of that run' },
      { flags: '--skip-decorators', help: "without the step's decorators, in this machine's Python" },
      { flags: '--no-persist', help: 'has no effect', isHidden: true },
      { flags: '--no-skip-decorators', help: 'has no effect', isHidden: true },
      ...BRANCH,
      RUN_ID_FILE,
      MAX_LOG_SIZE,
    ],
    needsFlow: true,
    load: async () => (await import('../commands/spin.ts')).spin,
  },
];
