// The commands that do little: a file of their own would take longer to load than all that is in it.
import { check } from '../commands/check.ts';
import { show } from '../commands/show.ts';
import { version } from '../commands/version.ts';
import { CARD_COMMANDS } from './card-commands.ts';
import type { CommandEntry, OptionEntry } from './command-entry.ts';
import { AIRFLOW } from './deploy/airflow.ts';
import { ARGO_WORKFLOWS } from './deploy/argo-workflows.ts';
import { STEP_FUNCTIONS } from './deploy/step-functions.ts';
import { INSPECT_COMMANDS } from './inspect-commands.ts';
import { PATHSPEC } from './pathspec-argument.ts';
import { RUN_COMMANDS } from './run-commands.ts';

const STREAMS: readonly OptionEntry[] = [
  { flags: '--stdout', help: 'standard output only' },
  { flags: '--stderr', help: 'standard error only' },
  { flags: '--both', help: 'standard output and standard error (the default)' },
];

/** Every command there is. */
export const COMMANDS: readonly CommandEntry[] = [
  ...RUN_COMMANDS,
  {
    name: 'show',
    summary: 'Show the steps, the graph and the parameters of the flow',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => show,
  },
  {
    name: 'check',
    summary: 'Check that the flow is well formed',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => check,
  },
  {
    name: 'freeze',
    summary: 'Lock the environments of the flow and store them for all platforms',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/freeze.ts')).freeze,
  },
  {
    name: 'logs',
    summary: 'Print what the tasks of a step wrote; `logs scrub` removes it',
    arguments: [PATHSPEC],
    options: [
      ...STREAMS,
      { flags: '--timestamps', help: 'the time when each line was written, before it' },
      { flags: '--attempt <n>', help: 'what this attempt wrote, the first being 0 (default: the last)', value: 'size' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/logs.ts')).logs,
  },
  {
    name: 'logs scrub',
    summary: 'Remove what the tasks of a step wrote',
    arguments: [PATHSPEC],
    options: [
      ...STREAMS,
      { flags: '--attempt <n>', help: 'what this attempt wrote, the first being 0 (default: the last)', value: 'size' },
      { flags: '--all', help: 'what all attempts wrote' },
      { flags: '--latest', help: 'what the last attempt wrote (the default)', isHidden: true },
      { flags: '--include-not-done', help: 'tasks that failed as well' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/logs-scrub.ts')).scrubLogs,
  },
  {
    name: 'dump',
    summary: 'Print the artifacts of the tasks of a step',
    arguments: [PATHSPEC],
    options: [
      { flags: '--private', help: 'artifacts whose names begin with _ as well' },
      {
        flags: '--max-value-size <bytes>',
        help: 'values larger than this are not shown; 0 shows no values (default: 1000)',
        value: 'size',
      },
      { flags: '--include <names>', help: 'only these artifacts, separated by commas' },
      { flags: '--file <path>', help: 'write the values to this file, as one pickle of a dictionary' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/dump.ts')).dump,
  },
  ...CARD_COMMANDS,
  ...INSPECT_COMMANDS,
  ...ARGO_WORKFLOWS,
  ...AIRFLOW,
  ...STEP_FUNCTIONS,
  {
    name: 'version',
    summary: 'Print the version',
    arguments: [],
    options: [],
    needsFlow: false,
    load: async () => version,
  },
  {
    name: 'completion',
    summary: 'Print a script that completes commands and options in a shell',
    arguments: [{ name: 'shell', help: 'bash, zsh or fish', isRequired: true }],
    options: [],
    needsFlow: false,
    load: async () => {
      const { completion } = await import('../commands/completion.ts');
      return (invocation) => completion(invocation, COMMANDS);
    },
  },
];

/** Groups of commands, with what each is about. */
export const GROUPS: Readonly<Record<string, string>> = {
  tag: 'Tags of runs: add, remove, replace, list',
  package: 'The code package of a deployment: list',
  card: 'Cards of tasks: view, get, list, server',
  'argo-workflows': 'Deploy to Argo Workflows: create, trigger, status, ...',
  airflow: 'Deploy to Airflow: create',
  'step-functions': 'Deploy to AWS Step Functions: create, trigger, status, ...',
  'step-functions state-machine': 'The state machine of the flow: status',
};
