import type { Digest } from '../digest.ts';
import type { Parameter, Step } from '../flow/flow.ts';

/** Steps laid out one after the other. */
export type Block = readonly PlanNode[];

/** One step of the plan, with its retries, timeout and environment settled. */
export interface TaskNode {
  readonly kind: 'task';
  readonly step: Step;
  readonly retry: RetryPolicy;
  /** Seconds an attempt may take; undefined for no limit. */
  readonly timeout: number | undefined;
  /** The environment the step runs in; undefined for the Python of the machine (`--environment=local`). */
  readonly environment: Digest | undefined;
}

/** Branches that run side by side, closed by their join. The splitting step is the node before. */
export interface ParallelNode {
  readonly kind: 'parallel';
  readonly branches: readonly Block[];
  readonly join: TaskNode;
}

/** A body that runs once for each item of a variable, closed by its join. The step before says the items. */
export interface ForeachNode {
  readonly kind: 'foreach';
  readonly variable: string;
  readonly body: Block;
  readonly join: TaskNode;
}

/** A part of a plan. Compilers and the scheduler answer every kind. */
export type PlanNode = TaskNode | ParallelNode | ForeachNode;

/** How often a failed attempt is tried again, and after how many minutes. */
export interface RetryPolicy {
  readonly times: number;
  readonly minutesBetweenRetries: number;
}

/** A checked flow laid out as a tree: every split is closed by its join. The only thing that a compiler sees. */
export interface Plan {
  readonly flow: string;
  readonly file: string;
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  readonly block: Block;
}
