import type { CommandEntry, OptionEntry } from '../command-entry.ts';
import { AUTHORIZE, BRANCH, CREATE, NAME, RUN_ARGUMENT, RUN_ID_FILE } from './deploy-options.ts';

const REGION: OptionEntry = { flags: '--region <name>', help: 'the region of AWS', variable: 'AWS_REGION' };
const WHICH: readonly OptionEntry[] = [NAME, ...BRANCH, REGION];

const COMPUTE: readonly OptionEntry[] = [
  {
    flags: '--compute <kind>',
    help: 'what tasks run on (default: batch-ec2)',
    choices: ['batch-ec2', 'batch-fargate', 'ecs'],
    variable: 'FRAZIL_COMPUTE',
  },
  { flags: '--queue <name>', help: 'the job queue of Batch, by name or ARN', variable: 'FRAZIL_BATCH_QUEUE' },
  { flags: '--cluster <name>', help: 'the cluster of ECS, by name or ARN', variable: 'FRAZIL_ECS_CLUSTER' },
  { flags: '--subnet <id>', help: 'a subnet for tasks on ECS; again for more', isRepeatable: true },
  { flags: '--security-group <id>', help: 'a security group for tasks on ECS; again for more', isRepeatable: true },
  { flags: '--assign-public-ip', help: 'give tasks on Fargate a public address' },
  { flags: '--role <arn>', help: 'what the state machine acts as', variable: 'FRAZIL_SFN_ROLE' },
  { flags: '--job-role <arn>', help: 'what steps are allowed to do', variable: 'FRAZIL_JOB_ROLE' },
  { flags: '--execution-role <arn>', help: 'what pulls images and writes logs on Fargate', variable: 'FRAZIL_EXECUTION_ROLE' },
  { flags: '--scheduler-role <arn>', help: 'what starts runs of a @schedule', variable: 'FRAZIL_SCHEDULER_ROLE' },
  { flags: '--account <id>', help: 'the account, for the policies of --iam', variable: 'FRAZIL_AWS_ACCOUNT' },
  { flags: '--log-group <name>', help: 'the CloudWatch log group of what tasks print', variable: 'FRAZIL_LOG_GROUP' },
  { flags: '--user <uid:gid>', help: 'who all containers run as (default: 1000:1000)' },
];

const CREATE_OPTIONS: readonly OptionEntry[] = [
  { flags: '--only-json', help: 'print the state machine, and deploy nothing; AWS is not asked' },
  { flags: '--iam', help: 'print the policies that the roles need, and deploy nothing; AWS is not asked' },
  AUTHORIZE,
  ...CREATE,
  REGION,
  ...COMPUTE,
  { flags: '--map <mode>', help: 'how a foreach becomes a Map (default: auto)', choices: ['auto', 'inline', 'distributed'] },
  { flags: '--map-of <step=mode>', help: 'the same for the foreach of one step; again for more', value: 'pair', isRepeatable: true },
  { flags: '--notify <topic>', help: 'the ARN of an SNS topic to tell of runs that are over' },
  { flags: '--notify-on-error', help: 'tell it of runs that failed (the default)' },
  { flags: '--notify-on-success', help: 'tell it of runs that are done' },
];

/** The commands for AWS Step Functions. */
export const STEP_FUNCTIONS: readonly CommandEntry[] = [
  {
    name: 'step-functions create',
    summary: 'Deploy the flow as a state machine, or print it',
    arguments: [],
    options: CREATE_OPTIONS,
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/create.ts')).createOnStepFunctions,
  },
  {
    name: 'step-functions trigger',
    summary: 'Start a run of the deployed flow',
    arguments: [],
    options: [...WHICH, RUN_ID_FILE],
    needsFlow: true,
    takesParameters: true,
    load: async () => (await import('../../commands/step-functions/trigger.ts')).triggerOnStepFunctions,
  },
  {
    name: 'step-functions list-runs',
    summary: 'List the runs of the flow, the latest first',
    arguments: [],
    options: [
      ...WHICH,
      { flags: '--running', help: 'runs that are at work' },
      { flags: '--succeeded', help: 'runs that succeeded' },
      { flags: '--failed', help: 'runs that failed' },
      { flags: '--timed-out', help: 'runs that took too long' },
      { flags: '--aborted', help: 'runs that were terminated' },
    ],
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/list-runs.ts')).listRunsOnStepFunctions,
  },
  {
    name: 'step-functions state-machine status',
    summary: 'Say how the state machine and its schedule are',
    arguments: [],
    options: WHICH,
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/machine-status.ts')).machineStatus,
  },
  {
    name: 'step-functions status',
    summary: 'Say how a run is',
    arguments: [RUN_ARGUMENT],
    options: WHICH,
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/status.ts')).statusOnStepFunctions,
  },
  {
    name: 'step-functions terminate',
    summary: 'Stop a run at once',
    arguments: [RUN_ARGUMENT],
    options: WHICH,
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/terminate.ts')).terminateOnStepFunctions,
  },
  {
    name: 'step-functions delete',
    summary: "Remove the flow's state machine and schedule",
    arguments: [],
    options: [...WHICH, AUTHORIZE],
    needsFlow: true,
    load: async () => (await import('../../commands/step-functions/delete.ts')).deleteOnStepFunctions,
  },
];
