import type { Problem } from '../errors.ts';
import { flowErrors as errors } from './errors.ts';
import type { Flow, Step } from './flow.ts';
import { nearest } from './nearest.ts';
import { RESERVED_ATTRIBUTES } from './reserved.ts';
import { locationOfNext, targetsOf } from './targets.ts';

/** What is wrong with single steps: their names, arguments, and the names of those that follow. Pure. */
export function checkSteps(flow: Flow): readonly Problem[] {
  const names = flow.steps.map((step) => step.name);
  const place = { file: flow.file, line: flow.line };
  return [
    ...(names.includes('start') ? [] : [errors.problem('flow.no-start', { flow: flow.name }, place)]),
    ...(names.includes('end') ? [] : [errors.problem('flow.no-end', { flow: flow.name }, place)]),
    ...flow.steps.flatMap((step) => [...checkDefinition(step), ...checkNext(step), ...checkTargets(step, names)]),
    ...checkGangs(flow),
  ];
}

function* checkDefinition(step: Step): Generator<Problem> {
  const place = { file: step.file, line: step.line };
  if (RESERVED_ATTRIBUTES.has(step.name) || step.name.startsWith('_')) {
    yield errors.problem('flow.reserved-name', { what: 'step', name: step.name }, place);
  }
  if (step.arity < 1 || step.arity > 2) yield errors.problem('flow.wrong-arity', { step: step.name, arity: step.arity }, place);
  if (step.name === 'start' && step.isJoin) yield errors.problem('flow.start-is-join', {}, place);
}

function* checkNext(step: Step): Generator<Problem> {
  const place = locationOfNext(step);
  if (step.name === 'end') {
    if (step.next.kind !== 'end' && step.next.kind !== 'missing') yield errors.problem('flow.end-has-next', {}, place);
  } else if (step.next.kind === 'missing' || step.next.kind === 'end') {
    yield errors.problem('flow.missing-next', { step: step.name }, place);
  } else if (step.next.kind === 'unreadable') {
    yield errors.problem('flow.unreadable-next', { step: step.name, reason: step.next.reason }, place);
  }
}

function* checkTargets(step: Step, names: readonly string[]): Generator<Problem> {
  const targets = targetsOf(step);
  for (const target of new Set(targets)) {
    const place = locationOfNext(step);
    if (!names.includes(target)) {
      yield errors.problem('flow.unknown-target', { step: step.name, target, nearest: nearest(target, names) }, place);
    }
    if (targets.indexOf(target) !== targets.lastIndexOf(target)) {
      yield errors.problem('flow.repeated-target', { step: step.name, target }, place);
    }
  }
}

/** A gang's step says so itself, and nothing but a gang leads to it. */
function* checkGangs(flow: Flow): Generator<Problem> {
  const isParallel = (step: Step) => step.decorators.some(({ name }) => name === 'parallel');
  for (const step of flow.steps) {
    const leading = flow.steps.filter((each) => targetsOf(each).includes(step.name));
    const place = { file: step.file, line: step.line };
    const gang = leading.find(({ next }) => next.kind === 'gang');
    if (gang && !isParallel(step)) yield errors.problem('flow.gang-not-parallel', { step: step.name, from: gang.name }, place);
    const other = leading.find(({ next }) => next.kind !== 'gang');
    if (other && isParallel(step))
      yield errors.problem('flow.parallel-without-gang', { step: step.name, from: other.name }, locationOfNext(other));
    const after = flow.steps.find(({ name }) => step.next.kind === 'linear' && name === step.next.target);
    if (isParallel(step) && after?.isJoin !== true) yield errors.problem('flow.gang-not-joined', { step: step.name }, locationOfNext(step));
  }
}
