import type { RemoteLauncher } from '@frazil/core';
import { labelOf } from '@frazil/core';
import { type ClusterAccess, createKubernetesClient } from '@frazil/kubernetes';
import { type PodsOfRun, RUN_LABEL } from './pod-manifest.ts';
import { runPod } from './run-pod.ts';
import { createPodWatch, type PodWatch } from './watch-pods.ts';

/** Which cluster, and what its pods have in common. */
export interface KubernetesLauncherOptions extends PodsOfRun {
  readonly cluster: ClusterAccess;
  /** Where pods are whose steps don't say; the namespace of the context when absent. */
  readonly namespace?: string | undefined;
}

/** What is asked of the cluster is asked to the end: pods are ended after a run was told to stop. */
const NEVER = new AbortController().signal;

/** Makes a launcher that runs each attempt in a pod of its own. Sends nothing yet. */
export function createKubernetesLauncher(options: KubernetesLauncherOptions): RemoteLauncher {
  const client = createKubernetesClient(options.cluster, NEVER);
  const watches = new Map<string, PodWatch>();
  const watchOf = (namespace: string, run: string): PodWatch => {
    const key = `${namespace}/${run}`;
    const watch = watches.get(key) ?? createPodWatch({ client, namespace, selector: `${RUN_LABEL}=${labelOf(run)}` });
    watches.set(key, watch);
    return watch;
  };
  return {
    name: 'kubernetes',
    run: async (attempt, watcher, stop) => {
      const namespace = attempt.node.kubernetes?.namespace ?? options.namespace ?? client.namespace;
      const watch = watchOf(namespace, attempt.key.run);
      return await runPod({ client, namespace, pods: options, watch }, attempt, watcher, stop);
    },
  };
}
