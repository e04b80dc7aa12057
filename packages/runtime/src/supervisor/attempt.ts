import type { Digest, FrazilError, Launcher, LaunchInput, Store, TaskKey, Transition } from '@frazil/core';
import type { TaskFrame } from '../protocol/task-frame.ts';
import type { AttemptEnd } from '../records/attempt-record.ts';
import type { TaskRecord } from '../records/task-record.ts';
import type { Blobs } from './blobs.ts';

/** One attempt of one task. */
export interface AttemptInput {
  readonly key: TaskKey;
  readonly attempt: number;
  /** What the process is told. Its `scratch` is made, and removed at the end; the logs are beside it meanwhile. */
  readonly frame: TaskFrame;
  readonly process: Omit<LaunchInput, 'stdout' | 'stderr'>;
  /** Reads the variables that the process gets besides and that are kept nowhere. */
  readonly secrets: (signal: AbortSignal) => Promise<Readonly<Record<string, string>>>;
  /** Where the step goes, as the flow file says. */
  readonly next: Transition;
  /** Its indexes in the foreaches around it. */
  readonly index: readonly number[];
  /** The tasks before it, as `flow/run/step/task`. */
  readonly inputs: readonly string[];
  readonly environment: Digest | undefined;
  /** Seconds it may take. */
  readonly timeout: number | undefined;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** What a supervisor works with. */
export interface Tools {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly launcher: Launcher;
  /** Aborted when the task should end: it gets a SIGTERM, later a SIGKILL. */
  readonly signal: AbortSignal;
  /** Aborted when it must end at once. */
  readonly killSignal: AbortSignal | undefined;
}

/** What a supervisor tells while an attempt goes on. */
export interface AttemptWatcher {
  started(pid: number): void;
  line(stream: 'stdout' | 'stderr', line: string): void;
}

/** How an attempt ended; with the task's record when, and only when, the task has now happened. */
export interface AttemptOutcome {
  readonly end: AttemptEnd;
  readonly record: TaskRecord | undefined;
  /** What broke it, when it wasn't the step. */
  readonly error: FrazilError | undefined;
}
