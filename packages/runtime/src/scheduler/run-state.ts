import type { Problem, Reporter } from '@frazil/core';
import type { Tools } from '../supervisor/attempt.ts';
import type { Gate } from './gate.ts';
import type { OpenedOrigin } from './origin.ts';
import type { RunEvent } from './run-event.ts';
import type { RunInput } from './run-input.ts';

/** A run while it goes on. */
export interface RunState {
  readonly input: RunInput;
  readonly reporter: Reporter<RunEvent>;
  readonly run: string;
  /** The folder for files in work of this run. */
  readonly folder: string;
  readonly tools: Tools;
  readonly gate: Gate;
  readonly origin: OpenedOrigin | undefined;
  /** The parameters, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Aborted when no task shall begin any more: one failed, or the run was interrupted. */
  readonly halt: AbortController;
  readonly progress: Progress;
}

/** What changes while a run goes on. */
export interface Progress {
  /** How many tasks run at this moment. */
  running: number;
  /** What made it fail, first of all. */
  problem: Problem | undefined;
}

/** Notes a failure: no task begins any more, those that run may end. */
export function failRun(state: RunState, problem: Problem): void {
  state.progress.problem ??= problem;
  state.halt.abort();
}
