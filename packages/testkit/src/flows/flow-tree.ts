/** A well-formed flow before it is written: its steps as blocks of parts, whose names are those of steps. */
export interface FlowTree {
  readonly start: TaskPart;
  readonly block: FlowBlock;
  readonly end: TaskPart;
}

export type FlowBlock = readonly FlowPart[];

/** A part of a flow. What opens a part is a step of its own, which is the join of the part before when `isJoin` says so. */
export type FlowPart = TaskPart | SplitPart | ForeachPart | GangPart | SwitchPart | LoopPart;

export interface TaskPart {
  readonly kind: 'task';
  readonly name: string;
}

interface OpenedPart {
  readonly name: string;
  readonly isJoin: boolean;
}

interface ClosedPart extends OpenedPart {
  /** Undefined when the next part opens with it. */
  readonly join: string | undefined;
}

export interface SplitPart extends ClosedPart {
  readonly kind: 'split';
  readonly branches: readonly FlowBlock[];
}

export interface ForeachPart extends ClosedPart {
  readonly kind: 'foreach';
  readonly count: number;
  /** Whether the items come of a generator. */
  readonly isLazy: boolean;
  readonly body: FlowBlock;
}

export interface GangPart extends ClosedPart {
  readonly kind: 'gang';
  readonly count: number;
  readonly member: string;
}

/** One of several blocks; an empty one leads to what follows. */
export interface SwitchPart extends OpenedPart {
  readonly kind: 'switch';
  readonly cases: readonly FlowBlock[];
}

/** A block, and a step after it that goes back to its beginning until it was gone through so many times. */
export interface LoopPart {
  readonly kind: 'loop';
  readonly body: FlowBlock;
  readonly tail: string;
  readonly times: number;
}

/** Whether a join closes a part. Pure. */
export function isClosed(part: FlowPart | undefined): part is SplitPart | ForeachPart | GangPart {
  return part?.kind === 'split' || part?.kind === 'foreach' || part?.kind === 'gang';
}
