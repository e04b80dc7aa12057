import type { TaskNode } from '@frazil/core';
import type { AttemptEnd } from '../records/attempt-record.ts';
import { isHopeless } from './is-hopeless.ts';
import { reasonOfEnd } from './reason-of-end.ts';

/**
 * What `@catch` takes for the exception when the last attempt of a step failed without leaving one, or with one that was raised
 * outside of the step: one more attempt then does nothing but go on. Undefined when the failure stands. Pure.
 */
export function caughtFailure(node: TaskNode, attempt: number, end: AttemptEnd): string | undefined {
  if (attempt !== node.retry.times || !catches(node) || isHopeless(end)) return undefined;
  return end.kind === 'failed' || end.kind === 'crashed' || end.kind === 'timed-out' ? reasonOfEnd(end) : undefined;
}

/** Whether a step is `@catch`. Pure. */
export function catches({ step }: TaskNode): boolean {
  return step.decorators.some(({ name }) => name === 'catch');
}
