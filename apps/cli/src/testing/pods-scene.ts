import { type JournaledPod, type Pods, startPods } from '@frazil/engine-kit';
import type { Outcome } from './command.ts';
import { type EngineScene, startEngineScene } from './engine-scene.ts';

/** The built command and worker, a bucket, and a Kubernetes whose containers are processes. */
export interface PodsScene extends EngineScene {
  readonly pods: Pods;
  /** With these, the command finds the cluster. */
  readonly cluster: Readonly<Record<string, string>>;
  /** Runs a command whose tasks are pods that reach the bucket and nothing else. */
  runInPods(line: string): Promise<Outcome & { readonly pods: readonly JournaledPod[] }>;
}

/** Starts the cluster and what is around it. */
export async function startPodsScene(): Promise<PodsScene> {
  const scene = await startEngineScene();
  const { credentials, bucket, workerFolder } = scene;
  // The path stands for that of the worker's image.
  const secrets = { bucket: { ...credentials, PATH: `${workerFolder}:/usr/bin:/bin` } };
  const pods = await startPods({ secrets, reach: [bucket.endpoint] });
  const cluster = { KUBECONFIG: pods.kubeconfig, FRAZIL_KUBERNETES_SECRETS: 'bucket' };
  return {
    ...scene,
    pods,
    cluster,
    runInPods: async (line) => {
      const before = pods.journal().length;
      const outcome = await scene.run(line, cluster);
      return { ...outcome, pods: pods.journal().slice(before) };
    },
    stop: async () => {
      await pods.stop();
      await scene.stop();
    },
  };
}
