import { setTimeout as delay } from 'node:timers/promises';
import { isFrazilError, type RemoteWatcher } from '@frazil/core';
import { type KubernetesClient, kubernetesErrors } from '@frazil/kubernetes';
import { isPassing, podsPath } from './watch-pods.ts';

/** Where a pod is to be made. */
export interface PodPlace {
  readonly client: KubernetesClient;
  readonly namespace: string;
}

/** How often the cluster may fail. */
const PATIENCE = 6;
/** Milliseconds: until a cluster that failed is asked again, and until one is whose quota is used up. */
const PAUSE = 500;
const QUOTA_PAUSE = 5_000;

/**
 * Makes a pod. One of the same name was made by a request whose answer was lost. Where a quota is used up, it waits for room. Throws
 * what the cluster has against it.
 */
export async function createPod(
  { client, namespace }: PodPlace,
  body: unknown,
  watcher: Pick<RemoteWatcher, 'waits'>,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      const made = await client.ask({ method: 'POST', path: podsPath(namespace), body });
      if (made !== undefined) return;
    } catch (error) {
      if (isConflict(error)) return;
      await afterFailure(error, failures, watcher, signal);
      continue;
    }
    throw kubernetesErrors.create('kubernetes.namespace-missing', { namespace });
  }
}

/** Waits until it may be tried again; throws when it shouldn't be. */
async function afterFailure(error: unknown, failures: number, watcher: Pick<RemoteWatcher, 'waits'>, signal: AbortSignal): Promise<void> {
  if (isFrazilError(error) && error.code === 'kubernetes.forbidden' && /exceeded quota/.test(error.message)) {
    watcher.waits(error.message.replace(/\.$/, ''));
    return delay(QUOTA_PAUSE, undefined, { signal });
  }
  if (!isPassing(error) || failures >= PATIENCE) throw error;
  return delay(PAUSE * 2 ** failures, undefined, { signal });
}

function isConflict(error: unknown): boolean {
  return isFrazilError(error) && error.code === 'kubernetes.conflict';
}

/** Deletes a pod, which may be gone; `grace` is how many seconds it has to end. What goes wrong is nothing that a run could do about. */
export async function deletePod({ client, namespace }: PodPlace, name: string, grace?: number): Promise<void> {
  const path = `${podsPath(namespace)}/${encodeURIComponent(name)}`;
  const body = grace === undefined ? undefined : { gracePeriodSeconds: grace };
  await client.ask({ method: 'DELETE', path, ...(body && { body }) }).catch(() => undefined);
}
