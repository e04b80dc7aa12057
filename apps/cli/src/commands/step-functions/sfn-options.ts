import type { MapMode, StepFunctionsOptions } from '@frazil/compiler-step-functions';
import * as z from 'zod/mini';
import { CreateOptions, pairsOf } from '../../deploy/create-options.ts';
import { deployErrors } from '../../deploy/errors.ts';

const Mode = z.enum(['inline', 'distributed']);

/** The options of `step-functions create`, as the parser gives them. */
export const StepFunctionsCreateOptions = z.object({
  ...CreateOptions.shape,
  onlyJson: z._default(z.boolean(), false),
  iam: z._default(z.boolean(), false),
  authorize: z._default(z.boolean(), false),
  region: z.optional(z.string()),
  account: z.optional(z.string()),
  compute: z._default(z.enum(['batch-ec2', 'batch-fargate', 'ecs']), 'batch-ec2'),
  queue: z.optional(z.string()),
  cluster: z.optional(z.string()),
  subnet: z._default(z.array(z.string()), []),
  securityGroup: z._default(z.array(z.string()), []),
  assignPublicIp: z._default(z.boolean(), false),
  role: z.optional(z.string()),
  jobRole: z.optional(z.string()),
  executionRole: z.optional(z.string()),
  schedulerRole: z.optional(z.string()),
  logGroup: z.optional(z.string()),
  user: z.optional(z.string()),
  map: z.optional(z.enum(['auto', 'inline', 'distributed'])),
  mapOf: z._default(z.array(z.string()), []),
  notify: z.optional(z.string()),
  notifyOnError: z._default(z.boolean(), false),
  notifyOnSuccess: z._default(z.boolean(), false),
});
export type StepFunctionsCreateOptions = z.infer<typeof StepFunctionsCreateOptions>;

/** What the compiler gets of them. Throws for what is missing. */
export function stepFunctionsOptionsOf(options: StepFunctionsCreateOptions): StepFunctionsOptions {
  return {
    compute: computeOf(options),
    roles: {
      job: needed(options.jobRole, 'The role of steps', '--job-role or FRAZIL_JOB_ROLE'),
      execution: options.executionRole,
      scheduler: options.schedulerRole,
    },
    name: options.name,
    region: options.region,
    account: options.account,
    mapMode: options.map,
    maps: mapsOf(options.mapOf),
    maxWorkers: options.maxWorkers,
    timeout: options.workflowTimeout,
    notify: notifyOf(options),
    logGroup: options.logGroup,
    user: options.user,
  };
}

/** The option's value, or a failure that says how to set it. */
export function needed(value: string | undefined, what: string, option: string): string {
  if (value === undefined) throw deployErrors.create('deploy.option-missing', { what, option });
  return value;
}

function computeOf(options: StepFunctionsCreateOptions): StepFunctionsOptions['compute'] {
  const { compute, assignPublicIp, subnet: subnets, securityGroup: securityGroups } = options;
  if (compute === 'ecs') {
    const cluster = needed(options.cluster, 'The cluster of ECS', '--cluster or FRAZIL_ECS_CLUSTER');
    if (subnets.length === 0) throw deployErrors.create('deploy.option-missing', { what: 'A subnet for tasks', option: '--subnet' });
    return { kind: 'ecs', cluster, subnets, securityGroups, assignPublicIp };
  }
  const queue = needed(options.queue, 'The job queue of Batch', '--queue or FRAZIL_BATCH_QUEUE');
  return { kind: 'batch', queue, platform: compute === 'batch-fargate' ? 'FARGATE' : 'EC2', assignPublicIp };
}

function mapsOf(pairs: readonly string[]): Readonly<Record<string, MapMode>> {
  return Object.fromEntries(Object.entries(pairsOf(pairs)).map(([step, mode]) => [step, modeOf(step, mode)]));
}

function modeOf(step: string, text: string): MapMode {
  const mode = Mode.safeParse(text);
  if (mode.success) return mode.data;
  throw deployErrors.create('deploy.option-missing', {
    what: `How the foreach of ${step} becomes a Map`,
    option: `--map-of ${step}=inline or distributed`,
  });
}

function notifyOf({ notify, notifyOnError, notifyOnSuccess }: StepFunctionsCreateOptions): StepFunctionsOptions['notify'] {
  const on = [...(notifyOnSuccess ? (['done'] as const) : []), ...(notifyOnError ? (['failed'] as const) : [])];
  if (notify !== undefined) return { topic: notify, on: on.length === 0 ? ['failed'] : on };
  if (on.length > 0) throw deployErrors.create('deploy.option-missing', { what: 'Whom to tell how runs end', option: '--notify TOPIC' });
  return undefined;
}
