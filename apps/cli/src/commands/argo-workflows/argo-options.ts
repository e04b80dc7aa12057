import type { ArgoOptions } from '@frazil/compiler-argo-workflows';
import * as z from 'zod/mini';
import { CreateOptions } from '../../deploy/create-options.ts';
import { deployErrors } from '../../deploy/errors.ts';
import { PodOptions } from '../../deploy/pod-options.ts';

const Overlap = z.enum(['Allow', 'Forbid', 'Replace']);
const DeletePods = z.enum(['OnPodCompletion', 'OnPodSuccess', 'OnWorkflowCompletion', 'OnWorkflowSuccess']);

/** The options of `argo-workflows create`, as the parser gives them. */
export const ArgoCreateOptions = z.object({
  ...CreateOptions.shape,
  ...PodOptions.shape,
  onlyJson: z._default(z.boolean(), false),
  onlyYaml: z._default(z.boolean(), false),
  diff: z._default(z.boolean(), false),
  authorize: z._default(z.boolean(), false),
  context: z.optional(z.string()),
  workflowPriority: z.optional(z.number()),
  keepSucceeded: z.optional(z.number()),
  keepFailed: z.optional(z.number()),
  deletePods: z.optional(DeletePods),
  overlap: z.optional(Overlap),
  notifySecret: z.optional(z.string()),
  notifyOnError: z._default(z.boolean(), false),
  notifyOnSuccess: z._default(z.boolean(), false),
  eventSource: z.optional(z.string()),
  eventName: z.optional(z.string()),
  eventBus: z.optional(z.string()),
  eventServiceAccount: z.optional(z.string()),
  eventUrl: z.optional(z.string()),
});
export type ArgoCreateOptions = z.infer<typeof ArgoCreateOptions>;

/** What the compiler gets of them. */
export function argoOptionsOf(options: ArgoCreateOptions, format: 'json' | 'yaml'): ArgoOptions {
  return {
    format,
    name: options.name,
    namespace: options.namespace,
    serviceAccount: options.serviceAccount,
    secrets: options.secret,
    imagePullSecrets: options.imagePullSecret,
    maxWorkers: options.maxWorkers,
    timeout: options.workflowTimeout,
    priority: options.workflowPriority,
    keepRuns: keepRunsOf(options),
    deletePods: options.deletePods,
    overlap: options.overlap,
    notify: notifyOf(options),
    events: eventsOf(options),
  };
}

function keepRunsOf({ keepSucceeded: succeeded, keepFailed: failed }: ArgoCreateOptions): ArgoOptions['keepRuns'] {
  return succeeded === undefined && failed === undefined ? undefined : { succeeded, failed };
}

function notifyOf({ notifySecret, notifyOnError, notifyOnSuccess }: ArgoCreateOptions): ArgoOptions['notify'] {
  const on = [...(notifyOnSuccess ? (['done'] as const) : []), ...(notifyOnError ? (['failed'] as const) : [])];
  if (notifySecret === undefined) {
    if (on.length > 0) throw missing('Where to tell how runs end', '--notify-secret SECRET/KEY');
    return undefined;
  }
  const [secret = '', key = ''] = notifySecret.split('/');
  if (secret === '' || key === '') throw missing('The entry of the secret that holds the URL to tell', '--notify-secret SECRET/KEY');
  return { secret, key, on: on.length === 0 ? ['failed'] : on };
}

function eventsOf({ eventSource, eventName, eventBus, eventServiceAccount, eventUrl }: ArgoCreateOptions): ArgoOptions['events'] {
  if (eventSource === undefined) return undefined;
  if (eventName === undefined) throw missing('The event of the event source', '--event-name or FRAZIL_EVENT_NAME');
  return { source: eventSource, event: eventName, bus: eventBus, serviceAccount: eventServiceAccount, url: eventUrl };
}

function missing(what: string, option: string): Error {
  return deployErrors.create('deploy.option-missing', { what, option });
}
