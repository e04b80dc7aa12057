import { labelOf, OURS } from '@frazil/core';
import { type ClusterAccess, createKubernetesClient } from '@frazil/kubernetes';
import * as z from 'zod/mini';
import { deletePod } from './create-pod.ts';
import { isOver, Pod } from './pod.ts';
import { FLOW_LABEL, TASK_ANNOTATION } from './pod-manifest.ts';
import { podsPath } from './watch-pods.ts';

/** Whose pods are looked at. */
export interface FinishedPodsInput {
  readonly cluster: ClusterAccess;
  /** The namespace of the context when absent. */
  readonly namespace?: string | undefined;
  readonly flow: string;
  /** Whether a run, by its id, is known to be over, or its machine to be gone. */
  readonly isOver: (run: string) => Promise<boolean>;
}

const PodList = z.object({ items: z.array(Pod) });

/**
 * Deletes the pods that earlier runs of a flow left because their machine died: those that came to their end, and whose run is over. Resolves
 * to how many. Pods that are at work go on. What goes wrong is nothing that a run could do about.
 */
export async function removeFinishedPods(input: FinishedPodsInput, signal: AbortSignal): Promise<number> {
  const client = createKubernetesClient(input.cluster, signal);
  const { namespace = client.namespace, flow } = input;
  const selector = encodeURIComponent(`${OURS},${FLOW_LABEL}=${labelOf(flow)}`);
  try {
    const { items } = z.parse(PodList, await client.ask({ method: 'GET', path: `${podsPath(namespace)}?labelSelector=${selector}` }));
    const left = Map.groupBy(items.filter(isOver), runOf);
    const removed = [...left].map(async ([run, pods]) => {
      if (run === undefined || !(await input.isOver(run))) return 0;
      await Promise.all(pods.map(({ metadata: { name } }) => deletePod({ client, namespace }, name)));
      return pods.length;
    });
    return (await Promise.all(removed)).reduce((sum, count) => sum + count, 0);
  } catch {
    return 0;
  }
}

function runOf({ metadata: { annotations } }: Pod): string | undefined {
  return annotations[TASK_ANNOTATION]?.split('/')[1];
}
