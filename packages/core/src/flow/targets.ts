import type { Location } from '../errors.ts';
import type { Step } from './flow.ts';

/** The names of the steps that a step goes on to; empty when it says none that can be read. Pure. */
export function targetsOf(step: Step): readonly string[] {
  switch (step.next.kind) {
    case 'linear':
    case 'foreach':
      return [step.next.target];
    case 'split':
      return step.next.targets;
    default:
      return [];
  }
}

/** Where a step says what is next, or where it is defined when it doesn't. Pure. */
export function locationOfNext(step: Step): Location {
  return { file: step.file, line: 'line' in step.next ? step.next.line : step.line };
}
