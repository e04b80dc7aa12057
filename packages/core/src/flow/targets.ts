import type { Location } from '../errors.ts';
import type { Step } from './flow.ts';

/** The names of the steps that a step can go on to, each once; empty when it says none that can be read. Pure. */
export function targetsOf({ next }: Pick<Step, 'next'>): readonly string[] {
  switch (next.kind) {
    case 'linear':
    case 'foreach':
    case 'gang':
      return [next.target];
    case 'split':
      return next.targets;
    case 'switch':
      return [...new Set(next.cases.map(({ target }) => target))];
    default:
      return [];
  }
}

/** Where a step says what is next, or where it is defined when it doesn't. Pure. */
export function locationOfNext(step: Step): Location {
  return { file: step.file, line: 'line' in step.next ? step.next.line : step.line };
}
