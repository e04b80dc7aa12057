import type { Step, Transition } from '@frazil/core';
import { END, join, split, step, to } from './shapes.ts';

/** What a step answers in a run. */
export interface Answer {
  readonly items?: number;
  readonly isNested?: boolean;
  readonly cases?: readonly string[];
}

/** One flow that has each of some flows as a branch. Pure. */
export function sideBySide(flows: Readonly<Record<string, readonly Step[]>>): readonly Step[] {
  const names = Object.keys(flows);
  const branches = Object.entries(flows).flatMap(([flow, steps]) =>
    steps.map((each) => ({ ...each, name: nameIn(flow, each.name), next: nextIn(flow, each.next) })),
  );
  return [step('start', split(...names.map((flow) => nameIn(flow, 'start')))), ...branches, join('all', to('end')), step('end', END())];
}

/** What a step of a flow is called beside others. Pure. */
export function nameIn(flow: string, name: string): string {
  return `${flow.replaceAll('-', '_')}_${name}`;
}

/** What a step of a flow answers beside others. Pure. */
export function answerIn(flow: string, answer: Answer): Answer {
  return answer.cases === undefined ? answer : { ...answer, cases: answer.cases.map((target) => nameIn(flow, target)) };
}

function nextIn(flow: string, next: Transition): Transition {
  switch (next.kind) {
    case 'end':
      return to('all');
    case 'split':
      return { ...next, targets: next.targets.map((target) => nameIn(flow, target)) };
    case 'switch':
      return { ...next, cases: next.cases.map((each) => ({ ...each, target: nameIn(flow, each.target) })) };
    case 'linear':
    case 'foreach':
    case 'gang':
      return { ...next, target: nameIn(flow, next.target) };
    default:
      return next;
  }
}
