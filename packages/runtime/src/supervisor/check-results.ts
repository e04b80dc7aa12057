import type { FrazilError, Transition } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { Results } from './results.ts';

/** What is wrong with the results of a task that says it is done: undefined when they are whole and as planned. Pure. */
export function checkResults(step: string, planned: Transition, results: Results): FrazilError | undefined {
  const { transition } = results;
  if (transition === undefined) return violated(step, 'it said done, but not where it goes');
  const [wanted, said] = [describe(planned), describe(transition)];
  if (wanted !== said) return runtimeErrors.create('runtime.transition-unexpected', { step, said, planned: wanted });
  const count = transition.kind === 'foreach' ? transition.count : 0;
  let position = 0;
  for (const chunk of results.items) {
    if (chunk.start !== position || chunk.count < 1) return violated(step, `it sent items ${chunk.start} after item ${position}`);
    position += chunk.count;
  }
  return position === count ? undefined : violated(step, `it sent ${position} items and said ${count}`);
}

function violated(step: string, reason: string): FrazilError {
  return runtimeErrors.create('runtime.protocol-violated', { step, reason });
}

interface AnyTransition {
  readonly kind: string;
  readonly target?: string;
  readonly targets?: readonly string[];
  readonly variable?: string;
}

function describe({ kind, target, targets = target === undefined ? [] : [target], variable }: AnyTransition): string {
  if (kind === 'end') return 'nowhere';
  return `to ${targets.join(', ')}${variable === undefined ? '' : ` for each of ${variable}`}`;
}
