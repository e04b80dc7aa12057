import type { AirflowOptions } from '@frazil/compiler-airflow';
import * as z from 'zod/mini';
import { CreateOptions } from '../../deploy/create-options.ts';
import { PodOptions } from '../../deploy/pod-options.ts';

/** The options of `airflow create`, as the parser gives them. */
export const AirflowCreateOptions = z.object({
  ...CreateOptions.shape,
  ...PodOptions.shape,
  authorize: z._default(z.boolean(), false),
  connection: z.optional(z.string()),
  workerPool: z.optional(z.string()),
  maxActiveRuns: z.optional(z.number()),
  deferrable: z.optional(z.boolean()),
  startDate: z.optional(z.string()),
  startupTimeout: z.optional(z.number()),
  pods: z.optional(z.enum(['delete', 'delete-succeeded', 'keep'])),
  sidecarImage: z.optional(z.string()),
  waitFor: z.optional(z.array(z.string())),
  isPausedUponCreation: z.optional(z.boolean()),
});
export type AirflowCreateOptions = z.infer<typeof AirflowCreateOptions>;

const PODS = { delete: 'delete_pod', 'delete-succeeded': 'delete_succeeded_pod', keep: 'keep_pod' } as const;

/** What the compiler gets of them. Pure. */
export function airflowOptionsOf(options: AirflowCreateOptions): AirflowOptions {
  return {
    name: options.name,
    namespace: options.namespace,
    serviceAccount: options.serviceAccount,
    secrets: options.secret,
    imagePullSecrets: options.imagePullSecret,
    connection: options.connection,
    pool: options.workerPool,
    maxWorkers: options.maxWorkers,
    maxActiveRuns: options.maxActiveRuns,
    timeout: options.workflowTimeout,
    deferrable: options.deferrable,
    startDate: options.startDate,
    startupTimeout: options.startupTimeout,
    onFinish: options.pods && PODS[options.pods],
    sidecarImage: options.sidecarImage,
    waitFor: options.waitFor,
    tags: options.tag,
    paused: options.isPausedUponCreation,
  };
}
