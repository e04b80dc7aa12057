import type { Digest } from '@frazil/core';

/** The first frame, from the supervisor: all that the process needs to know. See the task protocol. */
export interface TaskFrame {
  readonly kind: 'task';
  readonly protocol: 1;
  readonly flow: string;
  readonly file: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly originRun: string | null;
  readonly username: string;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
  readonly namespace: string;
  readonly scratch: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly foreach: readonly TaskFrameForeach[];
  /** All items of the foreach that the task joins, in their order; null when it joins none. */
  readonly joined: readonly TaskFrameChunk[] | null;
  readonly inputs: readonly TaskFrameInput[];
  readonly isJoin: boolean;
  readonly card: boolean;
}

/** One of the foreaches around a task, with the chunk of items that holds the task's own. */
export interface TaskFrameForeach {
  readonly step: string;
  readonly variable: string;
  readonly index: number;
  readonly count: number;
  readonly chunk: { readonly file: string | null; readonly digest: Digest; readonly size: number; readonly offset: number };
}

/** Some of the items of a foreach, pickled as one list: `count` of them, from the item `start`. */
export interface TaskFrameChunk {
  readonly file: string | null;
  readonly digest: Digest;
  readonly size: number;
  readonly start: number;
  readonly count: number;
}

/** A task that came before, with its artifacts. */
export interface TaskFrameInput {
  readonly step: string;
  readonly task: string;
  readonly index: number | null;
  readonly artifacts: Readonly<Record<string, TaskFrameArtifact>>;
}

interface TaskFrameArtifact {
  readonly digest: Digest;
  readonly size: number;
  readonly type: string;
  readonly file: string | null;
}
