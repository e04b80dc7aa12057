import type { Problem } from '../errors.ts';
import { isEnd } from './ends.ts';
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
 * Whether every split is closed by a join of its own, for steps each before its successors, but for those that it goes back
 * to. Reports the first problem on each way only. Pure.
 */
export function checkBalance(order: readonly Step[]): readonly Problem[] {
  const names = new Set(order.map(({ name }) => name));
  const arrivals = new Map<string, Arrival[]>();
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const step of order) {
    seen.add(step.name);
    const entry = enter(step, arrivals.get(step.name) ?? []);
    entries.push(entry);
    // Whether it may go back to those that were seen, only the layout tells.
    for (const target of new Set(targetsOf(step).filter((name) => !seen.has(name)))) {
      const stack = isSplit(step) ? entry.stack?.concat({ split: step, branch: target }) : entry.stack;
      const known = arrivals.get(target) ?? [];
      known.push({ from: step, stack });
      arrivals.set(target, known);
    }
  }
  const lost = new Set(entries.flatMap(({ step, stack = [] }) => (isKnown(step, names) ? [] : stack.map(({ split }) => split))));
  const unclosed = new Set(entries.flatMap(({ step, stack = [] }) => (isEnd(step) ? stack.map(({ split }) => split) : [])));
  const told = entries.flatMap(({ problem, partial }) => (problem && !(partial && lost.has(partial)) ? [problem] : []));
  return [...told, ...[...unclosed].map(unclosedProblem)];
}

/** How a step is come to. */
interface Entry {
  readonly step: Step;
  readonly stack: Stack;
  readonly problem?: Problem | undefined;
  /** The split that it joins only some branches of. */
  readonly partial?: Step | undefined;
}

/** Whether a step says where it goes; a branch that doesn't may well have meant the join that others lack it at. */
function isKnown(step: Step, names: ReadonlySet<string>): boolean {
  const targets = targetsOf(step);
  return isEnd(step) || (targets.length > 0 && targets.every((target) => names.has(target)));
}

function enter(step: Step, arrivals: readonly Arrival[]): Entry {
  const [first] = arrivals;
  if (first === undefined) return { step, stack: [] };
  if (arrivals.some(({ stack }) => stack === undefined)) return { step, stack: undefined };
  if (step.isJoin) return enterJoin(step, arrivals);
  // The cases of a switch meet in one branch of every split around it.
  if (arrivals.every(({ stack }) => isSame(stack, first.stack))) return { step, stack: first.stack };
  const from = arrivals.map((arrival) => arrival.from.name);
  return { step, stack: undefined, problem: errors.problem('flow.missing-join', { step: step.name, from }, placeOf(step)) };
}

function isSplit({ next }: Step): boolean {
  return next.kind === 'split' || next.kind === 'foreach' || next.kind === 'gang';
}

function isSame(one: Stack = [], other: Stack = []): boolean {
  return (
    one.length === other.length && one.every(({ split, branch }, depth) => split === other[depth]?.split && branch === other[depth]?.branch)
  );
}

function enterJoin(step: Step, arrivals: readonly Arrival[]): Entry {
  const stack = undefined;
  const frames = arrivals.map((arrival) => arrival.stack?.at(-1));
  const [first] = frames;
  if (first === undefined || frames.includes(undefined)) {
    return { step, stack, problem: errors.problem('flow.join-without-split', { step: step.name }, placeOf(step)) };
  }
  const splits = [...new Set(frames.flatMap((frame) => frame?.split ?? []))];
  if (splits.length > 1) {
    const names = splits.map(({ name }) => name);
    return { step, stack, problem: errors.problem('flow.mixed-join', { step: step.name, splits: names }, placeOf(step)) };
  }
  const joined = new Set(frames.map((frame) => frame?.branch));
  const missing = targetsOf(first.split).filter((target) => !joined.has(target));
  if (missing.length === 0) return { step, stack: arrivals[0]?.stack?.slice(0, -1) };
  const details = { step: step.name, split: first.split.name, missing };
  return { step, stack, problem: errors.problem('flow.partial-join', details, placeOf(step)), partial: first.split };
}

function unclosedProblem(split: Step): Problem {
  const code = split.next.kind === 'split' ? 'flow.unclosed-split' : 'flow.unclosed-foreach';
  return errors.problem(code, { step: split.name }, locationOfNext(split));
}

function placeOf(step: Step): { readonly file: string; readonly line: number } {
  return { file: step.file, line: step.line };
}
