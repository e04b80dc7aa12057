import type { Digest, Json, Transition, TriggeringEvent } from '@frazil/core';

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
  /** What the parameters were in an earlier attempt, or in the run that is resumed or spun from, by the names of their artifacts: they have these values again. */
  readonly earlier: TaskFrameInput['artifacts'];
  readonly foreach: readonly TaskFrameForeach[];
  /** What a member of a gang knows of the others; null for other tasks. */
  readonly parallel: TaskFrameParallel | null;
  /** All items of the foreach that the task joins, in their order; none of a gang's; null when it joins neither. */
  readonly joined: readonly TaskFrameChunk[] | null;
  /** The tasks that came before; none when they are `listed`. */
  readonly inputs: readonly TaskFrameInput[];
  /** The tasks of the foreach that the task joins; null for other tasks. */
  readonly listed: TaskFrameList | null;
  readonly isJoin: boolean;
  /** Whether the run begins, or ends, with the step. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** Where the step goes, as the flow file says: for steps that are left out or caught. */
  readonly next: Transition;
  /** Set when the step isn't to be run again, as all attempts failed, but to go on: why they did. */
  readonly failure: string | null;
  /** The seconds that the step may take, where what it left by then is kept: it is caught in its last attempt. Else null: the supervisor ends it. */
  readonly timeLimit: number | null;
  /** The values of the flow's configurations, by name. */
  readonly configs: Readonly<Record<string, Json>>;
  /** Decorators of the command line, as text, which all steps have. */
  readonly with: readonly string[];
  /** The flow's project, with the branch that it runs as. */
  readonly project: { readonly name: string; readonly branch: string; readonly production: boolean } | null;
  /** What started the run. */
  readonly triggers: readonly TriggeringEvent[];
  readonly card: boolean;
  /** Set when a task of an earlier run is done once more, alone. */
  readonly spin?: TaskFrameSpin;
}

/** What is particular of a step that is spun. */
export interface TaskFrameSpin {
  /** The earlier run. */
  readonly run: string;
  /** A module whose ARTIFACTS go before those of the earlier run. */
  readonly artifactsModule: string | null;
  readonly skipsDecorators: boolean;
}

/** A member's place in its gang. The member 0 is the control task. */
export interface TaskFrameParallel {
  /** The address of the control task. */
  readonly mainIp: string;
  readonly numNodes: number;
  readonly nodeIndex: number;
  /** The control task's path. */
  readonly controlTask: string;
}

/** One of the foreaches around a task, with the chunk of items that holds the task's own; a gang has neither variable nor chunk. */
export interface TaskFrameForeach {
  readonly step: string;
  readonly variable: string | null;
  readonly index: number;
  readonly count: number;
  readonly chunk: { readonly file: string | null; readonly digest: Digest; readonly size: number; readonly offset: number } | null;
}

/** Some of the items of a foreach, pickled as one list: `count` of them, from the item `start`. */
export interface TaskFrameChunk {
  readonly file: string | null;
  readonly digest: Digest;
  readonly size: number;
  readonly start: number;
  readonly count: number;
}

/** Tasks that came before, in a file with a line of JSON for each; where each begins is in the file `FILE.positions`. */
export interface TaskFrameList {
  readonly file: string;
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
