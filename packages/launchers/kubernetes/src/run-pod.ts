import type { RemoteAttempt, RemoteEnd, RemoteStop, RemoteWatcher } from '@frazil/core';
import { createPod, deletePod, type PodPlace } from './create-pod.ts';
import { endOfPod, endWithoutPod } from './end-of-pod.ts';
import { type FollowedLog, followLog } from './follow-log.ts';
import { containerOf, HYDRATE, isOver, MAIN, type Pod } from './pod.ts';
import { type PodsOfRun, podManifest } from './pod-manifest.ts';
import { createWaits } from './waits.ts';
import type { PodWatch } from './watch-pods.ts';
import { type WorkerComplaint, workerLine } from './worker-line.ts';

/** What a pod is run with. */
export interface PodScene extends PodPlace {
  readonly pods: PodsOfRun;
  readonly watch: PodWatch;
}

/** Runs one attempt in a pod of its own: makes it, passes on what it says, and deletes it when it is over. */
export async function runPod(scene: PodScene, attempt: RemoteAttempt, watcher: RemoteWatcher, stop: RemoteStop): Promise<RemoteEnd> {
  const manifest = podManifest(attempt, scene.pods);
  const { name } = manifest.metadata;
  const followed = follow(scene, name, attempt.node.step.name, watcher);
  const endInOrder = (): void => void deletePod(scene, name);
  const endAtOnce = (): void => {
    void deletePod(scene, name, 0);
    followed.leave();
  };
  try {
    await createPod(scene, manifest, watcher, stop.signal);
    followed.created();
    whenAborted(stop.signal, endInOrder);
    whenAborted(stop.killSignal, endAtOnce);
    return await followed.over;
  } finally {
    stop.signal.removeEventListener('abort', endInOrder);
    stop.killSignal?.removeEventListener('abort', endAtOnce);
    followed.stop();
    await deletePod(scene, name);
  }
}

function whenAborted(signal: AbortSignal | undefined, act: () => void): void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
}

interface FollowedPod {
  readonly over: Promise<RemoteEnd>;
  /** To be called when the pod was made. */
  created(): void;
  /** Takes it for gone, whatever the cluster says later. */
  leave(): void;
  stop(): void;
}

function follow(scene: PodScene, name: string, step: string, watcher: RemoteWatcher): FollowedPod {
  const over = Promise.withResolvers<RemoteEnd>();
  // It is awaited later, if at all.
  over.promise.catch(() => undefined);
  const heard = createHearing(scene, name, watcher);
  const waits = createWaits(step, watcher, over.resolve);
  let created = Number.POSITIVE_INFINITY;
  let isEnding = false;
  const conclude = (how: () => Promise<RemoteEnd>): void => {
    if (isEnding) return;
    isEnding = true;
    how().then(over.resolve, over.reject);
  };
  const unfollow = scene.watch.follow(name, {
    changed: (pod) => {
      waits.see(pod);
      heard.see(pod);
      if (isOver(pod) || containerOf(pod, MAIN)?.terminated) conclude(async () => endOfPod(step, pod, await heard.finish(pod)));
    },
    deleted: () => conclude(async () => endWithoutPod()),
    missed: (asked) => {
      if (asked > created) conclude(async () => endWithoutPod());
    },
    failed: over.reject,
  });
  return {
    over: over.promise,
    created: () => {
      created = performance.now();
    },
    leave: () => over.resolve(endWithoutPod()),
    stop: () => {
      waits.stop();
      unfollow();
    },
  };
}

interface Hearing {
  see(pod: Pod): void;
  /** Hears the rest, and gives what the worker complained of. */
  finish(pod: Pod): Promise<WorkerComplaint | undefined>;
}

/** Listens to what the containers of a pod write. */
function createHearing({ client, namespace }: PodScene, pod: string, watcher: RemoteWatcher): Hearing {
  let log: FollowedLog | undefined;
  let complaint: WorkerComplaint | undefined;
  const take = (text: string): void => {
    const line = workerLine(text);
    if (line.kind === 'step') watcher.line(line.stream, line.line);
    if (line.kind === 'complaint') complaint = line.complaint;
  };
  const begin = (container: string): void => {
    log ??= followLog({ client, namespace, pod, container }, take);
  };
  return {
    see: (state) => {
      const main = containerOf(state, MAIN);
      if (!main?.running && !main?.terminated) return;
      if (log === undefined) watcher.started(pod);
      begin(MAIN);
    },
    finish: async (state) => {
      // One whose task never began says why where it was hydrated.
      if (containerOf(state, HYDRATE)?.terminated) begin(HYDRATE);
      await log?.finish();
      return complaint;
    },
  };
}
