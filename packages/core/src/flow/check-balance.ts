import type { Problem } from '../errors.ts';
import { flowErrors as errors } from './errors.ts';
import type { Step } from './flow.ts';
import { locationOfNext, targetsOf } from './targets.ts';

/** A split or foreach that a step is inside of, and which branch of it. */
interface Frame {
  readonly split: Step;
  readonly branch: string;
}

/** The splits around a step, outermost first; undefined where an earlier problem makes them unknown. */
type Stack = readonly Frame[] | undefined;

interface Arrival {
  readonly from: Step;
  readonly stack: Stack;
}

/**
 * Whether every split is closed by a join of its own, for steps without circles, each before its successors. Reports the first
 * problem on each way only. Pure.
 */
export function checkBalance(order: readonly Step[]): readonly Problem[] {
  const arrivals = new Map<string, Arrival[]>();
  const problems: Problem[] = [];
  const unclosed = new Set<Step>();
  for (const step of order) {
    const found = enter(step, arrivals.get(step.name) ?? []);
    problems.push(...found.problems);
    if (step.name === 'end') for (const frame of found.stack ?? []) unclosed.add(frame.split);
    for (const target of new Set(targetsOf(step))) {
      const stack = step.next.kind === 'linear' ? found.stack : found.stack?.concat({ split: step, branch: target });
      arrivals.set(target, [...(arrivals.get(target) ?? []), { from: step, stack }]);
    }
  }
  return [...problems, ...[...unclosed].map(unclosedProblem)];
}

function enter(step: Step, arrivals: readonly Arrival[]): { readonly stack: Stack; readonly problems: readonly Problem[] } {
  const [first] = arrivals;
  if (first === undefined) return { stack: [], problems: [] };
  if (arrivals.some(({ stack }) => stack === undefined)) return { stack: undefined, problems: [] };
  if (step.isJoin) {
    const problem = joinProblem(step, arrivals);
    return problem ? { stack: undefined, problems: [problem] } : { stack: first.stack?.slice(0, -1), problems: [] };
  }
  if (arrivals.length === 1) return { stack: first.stack, problems: [] };
  const from = arrivals.map((arrival) => arrival.from.name);
  return { stack: undefined, problems: [errors.problem('flow.missing-join', { step: step.name, from }, placeOf(step))] };
}

function joinProblem(step: Step, arrivals: readonly Arrival[]): Problem | undefined {
  const frames = arrivals.map(({ stack }) => stack?.at(-1));
  const [first] = frames;
  if (first === undefined || frames.includes(undefined)) {
    return errors.problem('flow.join-without-split', { step: step.name }, placeOf(step));
  }
  const splits = [...new Set(frames.flatMap((frame) => frame?.split ?? []))];
  if (splits.length > 1) {
    return errors.problem('flow.mixed-join', { step: step.name, splits: splits.map(({ name }) => name) }, placeOf(step));
  }
  const joined = new Set(frames.map((frame) => frame?.branch));
  const missing = targetsOf(first.split).filter((target) => !joined.has(target));
  if (missing.length === 0) return undefined;
  return errors.problem('flow.partial-join', { step: step.name, split: first.split.name, missing }, placeOf(step));
}

function unclosedProblem(split: Step): Problem {
  const code = split.next.kind === 'foreach' ? 'flow.unclosed-foreach' : 'flow.unclosed-split';
  return errors.problem(code, { step: split.name }, locationOfNext(split));
}

function placeOf(step: Step): { readonly file: string; readonly line: number } {
  return { file: step.file, line: step.line };
}
