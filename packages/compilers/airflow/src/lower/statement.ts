import type { TaskNode } from '@frazil/core';

/** One line of a DAG. `variable` is what it is called there; other members name variables of lines before it. */
export type Statement = StepStatement | ItemsStatement | CaseStatement | SwitchStatement;

/** A step: one task, or one for each path of a list. */
export interface StepStatement {
  readonly kind: 'step';
  readonly variable: string;
  readonly node: TaskNode;
  /** The list of paths; undefined for a single task. */
  readonly over: string | undefined;
  readonly after: readonly string[];
}

/** The list of the paths that the foreach or gang after a step starts. */
export interface ItemsStatement {
  readonly kind: 'items';
  readonly variable: string;
  readonly of: string;
}

/** The list of the paths whose tasks of a step chose one case. */
export interface CaseStatement {
  readonly kind: 'case';
  readonly variable: string;
  readonly of: string;
  readonly target: string;
}

/** A switch outside of any foreach: it skips the cases that were not chosen. */
export interface SwitchStatement {
  readonly kind: 'switch';
  readonly variable: string;
  readonly of: string;
  /** Target to the place where it goes on. */
  readonly cases: readonly (readonly [target: string, place: string])[];
}
