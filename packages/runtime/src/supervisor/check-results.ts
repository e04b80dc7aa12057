import type { FrazilError, Transition } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { TaskTransition } from '../records/task-record.ts';
import type { Results } from './results.ts';

/** What is wrong with the results of a task that says it is done: undefined when they are whole and as planned. Pure. */
export function checkResults(step: string, planned: Transition, results: Results): FrazilError | undefined {
  const { transition } = results;
  if (transition === undefined) return violated(step, 'it said done, but not where it goes');
  if (!isAsPlanned(planned, transition)) {
    const details = { step, said: inWords(transition), planned: inWords(planned) };
    return runtimeErrors.create('runtime.transition-unexpected', details);
  }
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

function isAsPlanned(planned: Transition, said: TaskTransition): boolean {
  if (planned.kind === 'switch' && said.kind === 'switch') return planned.cases.some(({ target }) => target === said.targets[0]);
  return inWords(planned) === inWords(said);
}

function inWords(transition: Transition | TaskTransition): string {
  const targets = namesOf(transition).join(', ');
  switch (transition.kind) {
    case 'end':
    case 'missing':
    case 'unreadable':
      return 'nowhere';
    case 'linear':
    case 'split':
      return `to ${targets}`;
    case 'foreach':
      return `to ${targets} for each of ${transition.variable}`;
    case 'switch':
      return `to one of ${targets}`;
    case 'gang':
      return `to ${targets}, many at once`;
  }
}

function namesOf(transition: Transition | TaskTransition): readonly string[] {
  if ('targets' in transition) return transition.targets;
  if ('cases' in transition) return transition.cases.map(({ target }) => target);
  return 'target' in transition ? [transition.target] : [];
}
