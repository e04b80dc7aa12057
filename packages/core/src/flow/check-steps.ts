import type { Problem } from '../errors.ts';
import { isEnd, isStart } from './ends.ts';
import { flowErrors as errors } from './errors.ts';
import type { Flow, Step } from './flow.ts';
import { nearest } from './nearest.ts';
import { RESERVED_ATTRIBUTES } from './reserved.ts';
import { locationOfNext, targetsOf } from './targets.ts';

/** What is wrong with single steps: their names, arguments, and the names of those that follow. Pure. */
export function checkSteps(flow: Flow): readonly Problem[] {
  const names = new Set(flow.steps.map((step) => step.name));
  const place = { file: flow.file, line: flow.line };
  const first = flow.steps.find(isStart)?.name;
  return [
    ...(flow.steps.some(isStart) ? [] : [errors.problem('flow.no-start', { flow: flow.name }, place)]),
    ...(flow.steps.some(isEnd) ? [] : [errors.problem('flow.no-end', { flow: flow.name }, place)]),
    ...flow.steps.flatMap((step) => [...checkDefinition(step), ...checkNext(step), ...checkTargets(step, names, first)]),
  ];
}

function* checkDefinition(step: Step): Generator<Problem> {
  const place = { file: step.file, line: step.line };
  if (RESERVED_ATTRIBUTES.has(step.name) || step.name.startsWith('_')) {
    yield errors.problem('flow.reserved-name', { what: 'step', name: step.name }, place);
  }
  if (step.arity < 1 || step.arity > 2) yield errors.problem('flow.wrong-arity', { step: step.name, arity: step.arity }, place);
  if (isStart(step) && step.isJoin) yield errors.problem('flow.start-is-join', {}, place);
}

function* checkNext(step: Step): Generator<Problem> {
  const place = locationOfNext(step);
  if (isEnd(step)) {
    if (step.next.kind !== 'end' && step.next.kind !== 'missing') yield errors.problem('flow.end-has-next', {}, place);
  } else if (step.next.kind === 'missing' || step.next.kind === 'end') {
    yield errors.problem('flow.missing-next', { step: step.name }, place);
  } else if (step.next.kind === 'unreadable') {
    yield errors.problem('flow.unreadable-next', { step: step.name, reason: step.next.reason }, place);
  }
}

function* checkTargets(step: Step, names: ReadonlySet<string>, first: string | undefined): Generator<Problem> {
  const targets = targetsOf(step);
  for (const target of new Set(targets)) {
    const place = locationOfNext(step);
    if (!names.has(target)) {
      yield errors.problem('flow.unknown-target', { step: step.name, target, nearest: nearest(target, [...names]) }, place);
    }
    if (target === first) yield errors.problem('flow.start-again', { step: step.name }, place);
    if (targets.indexOf(target) !== targets.lastIndexOf(target)) {
      yield errors.problem('flow.repeated-target', { step: step.name, target }, place);
    }
  }
}
