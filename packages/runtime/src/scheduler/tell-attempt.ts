import type { Reporter } from '@frazil/core';
import type { AttemptEnd } from '../records/attempt-record.ts';
import type { AttemptOutcome, AttemptWatcher } from '../supervisor/attempt.ts';
import type { RunEvent, TaskEvent } from './run-event.ts';

/** An attempt that is told of. */
export interface ToldAttempt extends TaskEvent {
  readonly attempt: number;
}

/** Tells what a task of this machine says while it runs. */
export function watcherOf({ report }: Reporter<RunEvent>, told: ToldAttempt): AttemptWatcher {
  return {
    started: (pid) => report({ kind: 'task-started', ...told, pid }),
    line: (stream, line) => report({ kind: 'task-log', ...told, stream, line }),
  };
}

/** How an attempt is made, and whether no other follows one that ended so. */
export interface Making {
  readonly make: () => Promise<AttemptOutcome>;
  readonly isFinal: (end: AttemptEnd) => boolean;
}

/** Makes an attempt, and tells how it ended. */
export async function tellAttempt({ report }: Reporter<RunEvent>, told: ToldAttempt, { make, isFinal }: Making): Promise<AttemptOutcome> {
  const begun = performance.now();
  const outcome = await make();
  const seconds = (performance.now() - begun) / 1000;
  const { record, end } = outcome;
  if (record) report({ kind: 'task-finished', ...told, seconds, hasCard: record.cards.length > 0 });
  else report({ kind: 'attempt-failed', ...told, end, final: isFinal(end), seconds });
  return outcome;
}
