import { setTimeout as delay } from 'node:timers/promises';
import { isFrazilError } from '@frazil/core';
import type { KubernetesClient } from '@frazil/kubernetes';
import * as z from 'zod/mini';
import { Pod } from './pod.ts';

/** Who wants to know of a pod. */
export interface PodListener {
  /** How the pod is now. */
  changed(pod: Pod): void;
  /** It was there and is gone. */
  deleted(): void;
  /** It wasn't there when the cluster was asked at this moment, by `performance.now()`. */
  missed(asked: number): void;
  /** Nothing more can be found out. */
  failed(error: unknown): void;
}

/** Tells how the pods of a run are. */
export interface PodWatch {
  /** Tells a listener how a pod, which may not be made yet, is now and whenever that changes; until what this returns is called. */
  follow(name: string, listener: PodListener): () => void;
}

/** Which pods. */
export interface WatchedPods {
  readonly client: KubernetesClient;
  readonly namespace: string;
  /** A label selector. */
  readonly selector: string;
}

const PodList = z.object({ metadata: z.object({ resourceVersion: z.string() }), items: z.array(z.unknown()) });
const WatchEvent = z.object({ type: z.string(), object: z.unknown() });

/** Seconds that the cluster is asked to go on telling; after that it is asked anew. */
const WATCH_SECONDS = 240;
/** Milliseconds between two lists at least, and at most when the cluster can't be reached. */
const PAUSE = { least: 1000, most: 15_000 };
/** So many times in a row the cluster may fail: a quarter of an hour. */
const PATIENCE = 60;

/** Makes a watch: one request that goes on for all pods, only while somebody listens. */
export function createPodWatch(watched: WatchedPods): PodWatch {
  const listeners = new Map<string, PodListener>();
  let watching: AbortController | undefined;
  const begin = (): void => {
    const stop = new AbortController();
    watching = stop;
    void watch(watched, listeners, stop.signal).catch((error: unknown) => {
      if (stop.signal.aborted) return;
      watching = undefined;
      for (const listener of [...listeners.values()]) listener.failed(error);
    });
  };
  return {
    follow: (name, listener) => {
      listeners.set(name, listener);
      if (watching === undefined) begin();
      return () => {
        listeners.delete(name);
        if (listeners.size > 0) return;
        watching?.abort();
        watching = undefined;
      };
    },
  };
}

type Listeners = ReadonlyMap<string, PodListener>;

async function watch(watched: WatchedPods, listeners: Listeners, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await followFrom(watched, listeners, await listPods(watched, listeners), signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (signal.aborted || !isPassing(error) || failures > PATIENCE) throw error;
    }
    await delay(Math.min(PAUSE.most, PAUSE.least * 2 ** failures), undefined, { signal });
  }
}

/** Whether a failure may be over in a moment. Pure. */
export function isPassing(error: unknown): boolean {
  return isFrazilError(error) && /^kubernetes\.(unreachable|failed)$/.test(error.code);
}

/** Tells all listeners how their pods are, and gives the version of the list. */
async function listPods({ client, namespace, selector }: WatchedPods, listeners: Listeners): Promise<string> {
  const awaited = [...listeners.keys()];
  const asked = performance.now();
  const answer = await client.ask({ method: 'GET', path: `${podsPath(namespace)}?labelSelector=${encodeURIComponent(selector)}` });
  const { metadata, items } = z.parse(PodList, answer);
  const pods = new Map(items.map((item) => z.parse(Pod, item)).map((pod) => [pod.metadata.name, pod]));
  for (const name of awaited) {
    const pod = pods.get(name);
    if (pod) listeners.get(name)?.changed(pod);
    else listeners.get(name)?.missed(asked);
  }
  return metadata.resourceVersion;
}

async function followFrom(
  { client, namespace, selector }: WatchedPods,
  listeners: Listeners,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({
    watch: 'true',
    labelSelector: selector,
    resourceVersion: version,
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(WATCH_SECONDS),
  });
  for await (const line of client.lines(`${podsPath(namespace)}?${query}`, signal)) {
    const { type, object } = z.parse(WatchEvent, JSON.parse(line));
    // The version is too old: a list says how things are.
    if (type === 'ERROR') return;
    if (type === 'BOOKMARK') continue;
    const pod = z.parse(Pod, object);
    const listener = listeners.get(pod.metadata.name);
    listener?.changed(pod);
    if (type === 'DELETED') listener?.deleted();
  }
}

/** Where the pods of a namespace are in the API. Pure. */
export function podsPath(namespace: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}
