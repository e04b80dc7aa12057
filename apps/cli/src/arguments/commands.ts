import type { ArgumentEntry, CommandEntry, OptionEntry } from './command-entry.ts';
import { AIRFLOW } from './deploy/airflow.ts';
import { ARGO_WORKFLOWS } from './deploy/argo-workflows.ts';
import { BRANCH, RUN_ID_FILE } from './deploy/deploy-options.ts';
import { STEP_FUNCTIONS } from './deploy/step-functions.ts';
import { INSPECT_COMMANDS } from './inspect-commands.ts';

const TAG: OptionEntry = { flags: '--tag <tag>', help: 'tag the run; again for more', isRepeatable: true };
const MAX_WORKERS: OptionEntry = {
  flags: '--max-workers <n>',
  help: 'how many tasks run at the same time (default: as many as there are cores)',
  value: 'count',
};
const PATHSPEC: ArgumentEntry = {
  name: 'pathspec',
  help: 'STEP, RUN/STEP or RUN/STEP/TASK; the latest run when none is named',
  isRequired: true,
};
const OUTPUT: OptionEntry = { flags: '--output <file>', help: 'write the HTML to this file' };
const CARD_ID: OptionEntry = { flags: '--id <id>', help: 'the card of this id, when a task has several' };

/** Every command there is. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'Freeze what is not frozen yet, then run the flow',
    arguments: [],
    options: [MAX_WORKERS, TAG, RUN_ID_FILE],
    needsFlow: true,
    takesParameters: true,
    load: async () => (await import('../commands/run.ts')).run,
  },
  {
    name: 'resume',
    summary: 'Run again from where a run failed, or from a step',
    arguments: [{ name: 'step', help: 'the step to run again from', isRequired: false }],
    options: [{ flags: '--origin-run-id <id>', help: 'the run to resume (default: the latest)' }, MAX_WORKERS, TAG, RUN_ID_FILE, ...BRANCH],
    needsFlow: true,
    load: async () => (await import('../commands/resume.ts')).resume,
  },
  {
    name: 'show',
    summary: 'Show the steps, the graph and the parameters of the flow',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/show.ts')).show,
  },
  {
    name: 'check',
    summary: 'Check that the flow is well formed',
    arguments: [],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/check.ts')).check,
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
    summary: 'Print what the tasks of a step wrote',
    arguments: [PATHSPEC],
    options: [
      { flags: '--stdout', help: 'standard output only' },
      { flags: '--stderr', help: 'standard error only' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/logs.ts')).logs,
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
  {
    name: 'card view',
    summary: 'Make the HTML of a card and open it',
    arguments: [PATHSPEC],
    options: [OUTPUT, CARD_ID, { flags: '--watch', help: 'write it again while its task runs' }],
    needsFlow: true,
    load: async () => (await import('../commands/card-view.ts')).viewCard,
  },
  {
    name: 'card get',
    summary: 'Print the HTML of a card',
    arguments: [PATHSPEC],
    options: [OUTPUT, CARD_ID],
    needsFlow: true,
    load: async () => (await import('../commands/card-get.ts')).getCard,
  },
  {
    name: 'card list',
    summary: 'List the cards there are',
    arguments: [{ ...PATHSPEC, isRequired: false }],
    options: [],
    needsFlow: true,
    load: async () => (await import('../commands/card-list.ts')).listCards,
  },
  {
    name: 'card server',
    summary: 'Serve the cards of a run on this machine, live',
    arguments: [],
    options: [
      { flags: '--run-id <id>', help: 'the run (default: the latest)' },
      { flags: '--host <host>', help: 'the address to listen on (default: 127.0.0.1)' },
      { flags: '--port <port>', help: 'the port to listen on; 0 for any that is free (default: 8324)', value: 'size' },
      { flags: '--poll-interval <seconds>', help: 'how often to look for changes (default: 5)', value: 'count' },
      { flags: '--max-cards <n>', help: 'how many cards are listed (default: 30)', value: 'count' },
    ],
    needsFlow: true,
    load: async () => (await import('../commands/card-server.ts')).serveCards,
  },
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
    load: async () => (await import('../commands/version.ts')).version,
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
  card: 'Cards of tasks: view, get, list, server',
  'argo-workflows': 'Deploy to Argo Workflows: create, trigger, status, ...',
  airflow: 'Deploy to Airflow: create',
  'step-functions': 'Deploy to AWS Step Functions: create, trigger, status, ...',
  'step-functions state-machine': 'The state machine of the flow: status',
};
