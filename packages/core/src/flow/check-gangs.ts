import type { Problem } from '../errors.ts';
import { flowErrors as errors } from './errors.ts';
import type { Flow, Step } from './flow.ts';
import { locationOfNext, targetsOf } from './targets.ts';

/** What is wrong with gangs: a gang's step says so itself, nothing but a gang leads to it, and a join follows it. Pure. */
export function checkGangs({ steps }: Flow): readonly Problem[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  return steps.flatMap((step) => [...checkTargets(step, byName), ...checkFollower(step, byName)]);
}

function* checkTargets(from: Step, byName: ReadonlyMap<string, Step>): Generator<Problem> {
  for (const target of new Set(targetsOf(from))) {
    const step = byName.get(target);
    if (step === undefined || isParallel(step) === (from.next.kind === 'gang')) continue;
    const code = isParallel(step) ? 'flow.parallel-without-gang' : 'flow.gang-not-parallel';
    yield errors.problem(code, { step: step.name, from: from.name }, locationOfNext(from));
  }
}

function* checkFollower(step: Step, byName: ReadonlyMap<string, Step>): Generator<Problem> {
  if (!isParallel(step)) return;
  const follower = step.next.kind === 'linear' ? byName.get(step.next.target) : undefined;
  if (follower?.isJoin !== true) yield errors.problem('flow.gang-not-joined', { step: step.name }, locationOfNext(step));
}

function isParallel({ decorators }: Step): boolean {
  return decorators.some(({ name }) => name === 'parallel');
}
