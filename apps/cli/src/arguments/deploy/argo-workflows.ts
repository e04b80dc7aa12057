import type { CommandEntry, OptionEntry } from '../command-entry.ts';
import { AUTHORIZE, BRANCH, CREATE, NAME, RUN_ARGUMENT, RUN_ID_FILE } from './deploy-options.ts';
import { NAMESPACE, PODS } from './kubernetes-options.ts';

const CLUSTER: readonly OptionEntry[] = [{ flags: '--context <name>', help: "the kubeconfig's context (default: the current one)" }];
const PLACE: readonly OptionEntry[] = [NAMESPACE, ...CLUSTER];
const WHICH: readonly OptionEntry[] = [NAME, ...BRANCH, ...PLACE];

const CREATE_OPTIONS: readonly OptionEntry[] = [
  { flags: '--only-json', help: 'print all that is made as JSON, and deploy nothing; no cluster is asked' },
  { flags: '--only-yaml', help: 'print all that is made as YAML, and deploy nothing; no cluster is asked' },
  { flags: '--diff', help: 'say how what is deployed differs, and deploy nothing; exit code 1 when it does' },
  AUTHORIZE,
  ...CREATE,
  ...PODS,
  ...CLUSTER,
  { flags: '--workflow-priority <n>', help: 'which waiting runs begin first: those with more', value: 'size' },
  { flags: '--keep-succeeded <seconds>', help: 'how long runs that succeeded are kept', value: 'size' },
  { flags: '--keep-failed <seconds>', help: 'how long runs that failed are kept', value: 'size' },
  {
    flags: '--delete-pods <when>',
    help: 'when pods are deleted',
    choices: ['OnPodCompletion', 'OnPodSuccess', 'OnWorkflowCompletion', 'OnWorkflowSuccess'],
  },
  { flags: '--overlap <rule>', help: 'when the schedule comes while a run is at work', choices: ['Allow', 'Forbid', 'Replace'] },
  { flags: '--notify-secret <name/key>', help: "the entry of a Kubernetes secret that holds a webhook's URL, as Slack's" },
  { flags: '--notify-on-error', help: 'tell the webhook of runs that failed' },
  { flags: '--notify-on-success', help: 'tell the webhook of runs that are done' },
  { flags: '--event-source <name>', help: 'the event source of Argo Events that @trigger listens to', variable: 'FRAZIL_EVENT_SOURCE' },
  { flags: '--event-name <name>', help: 'the event of the event source', variable: 'FRAZIL_EVENT_NAME' },
  { flags: '--event-bus <name>', help: "the event bus (default: the cluster's)", variable: 'FRAZIL_EVENT_BUS' },
  { flags: '--event-service-account <name>', help: 'what sensors start runs as', variable: 'FRAZIL_EVENT_SERVICE_ACCOUNT' },
  { flags: '--event-url <url>', help: 'where finished runs are posted to, for @trigger_on_finish', variable: 'FRAZIL_EVENT_URL' },
];

/** The commands for Argo Workflows. */
export const ARGO_WORKFLOWS: readonly CommandEntry[] = [
  {
    name: 'argo-workflows create',
    summary: 'Deploy the flow as a WorkflowTemplate, or print it',
    arguments: [],
    options: CREATE_OPTIONS,
    needsFlow: true,
    load: async () => (await import('../../commands/argo-workflows/create.ts')).createOnArgo,
  },
  {
    name: 'argo-workflows trigger',
    summary: 'Start a run of the deployed flow',
    arguments: [],
    options: [...WHICH, RUN_ID_FILE],
    needsFlow: true,
    takesParameters: true,
    load: async () => (await import('../../commands/argo-workflows/trigger.ts')).triggerOnArgo,
  },
  {
    name: 'argo-workflows list-runs',
    summary: 'List the runs of the flow that the cluster knows, the latest first',
    arguments: [],
    options: WHICH,
    needsFlow: true,
    load: async () => (await import('../../commands/argo-workflows/list-runs.ts')).listRunsOnArgo,
  },
  {
    name: 'argo-workflows list-workflow-templates',
    summary: 'List the flows that are deployed',
    arguments: [],
    options: PLACE,
    needsFlow: true,
    load: async () => (await import('../../commands/argo-workflows/list-templates.ts')).listTemplatesOnArgo,
  },
  {
    name: 'argo-workflows status',
    summary: 'Say how a run and its tasks are',
    arguments: [RUN_ARGUMENT],
    options: PLACE,
    needsFlow: true,
    load: async () => (await import('../../commands/argo-workflows/status.ts')).statusOnArgo,
  },
  ...(['terminate', 'suspend', 'unsuspend'] as const).map(
    (deed): CommandEntry => ({
      name: `argo-workflows ${deed}`,
      summary: { terminate: 'Stop a run at once', suspend: 'Start no new task of a run', unsuspend: 'Let a suspended run go on' }[deed],
      arguments: [RUN_ARGUMENT],
      options: PLACE,
      needsFlow: true,
      load: async () => (await import('../../commands/argo-workflows/change-run.ts')).changeRunOnArgo(deed),
    }),
  ),
  {
    name: 'argo-workflows delete',
    summary: "Remove the flow's template, schedule and triggers; runs stay",
    arguments: [],
    options: [...WHICH, AUTHORIZE],
    needsFlow: true,
    load: async () => (await import('../../commands/argo-workflows/delete.ts')).deleteOnArgo,
  },
];
