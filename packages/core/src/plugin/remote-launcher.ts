import type { TaskNode } from '../plan/plan.ts';
import type { TaskKey } from '../store/keys.ts';

/** One attempt of a task, to be made by a worker in another place: it finds all else in the store. */
export interface RemoteAttempt {
  readonly key: TaskKey;
  readonly node: TaskNode;
  /** From 0. */
  readonly attempt: number;
}

/** What is told of a remote attempt while it goes on. */
export interface RemoteWatcher {
  /** Its worker runs, in what its launcher calls so. */
  started(name: string): void;
  /** It can't begin yet: why, in one sentence. */
  waits(reason: string): void;
  /** One line that the task wrote, without its end. */
  line(stream: 'stdout' | 'stderr', line: string): void;
}

/** How a remote attempt ended, as it is seen from outside: what its worker recorded says more, and goes before. */
export type RemoteEnd =
  /** The worker is gone; `reason` says how in one sentence. */
  | { readonly kind: 'crashed'; readonly exitCode: number | null; readonly reason: string }
  /** It couldn't do its work, and trying again doesn't help. */
  | { readonly kind: 'broken'; readonly code: string; readonly message: string; readonly hint: string };

/** What ends a remote attempt early. */
export interface RemoteStop {
  /** Aborted when it should end in order. */
  readonly signal: AbortSignal;
  /** Aborted when nobody waits any more: it is ended at once. */
  readonly killSignal: AbortSignal | undefined;
}

/** Runs tasks in other places than this machine. */
export interface RemoteLauncher {
  readonly name: string;
  /** Starts an attempt and waits for its end. Rejects when it can't be started. Network. */
  run(attempt: RemoteAttempt, watcher: RemoteWatcher, stop: RemoteStop): Promise<RemoteEnd>;
}
