import type { AttemptEnd } from '../records/attempt-record.ts';

// What is wrong with a parameter is of the run, not of the attempt.
const HOPELESS: ReadonlySet<string> = new Set(['frazil.InvalidParameter', 'frazil.NotTriedAgain']);

/** The exit code by which a process says that it isn't to be tried again, as Metaflow has it. */
const NOT_TRIED_AGAIN = 202;

/** Whether an attempt of a step failed in a way that is the same the next time, or the step said so. Pure. */
export function isHopeless(end: AttemptEnd): boolean {
  if (end.kind === 'crashed') return end.exitCode === NOT_TRIED_AGAIN;
  return end.kind === 'failed' && HOPELESS.has(end.exception.type);
}
