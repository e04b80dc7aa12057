import type { Problem } from '../errors.ts';
import { checkBalance } from './check-balance.ts';
import { isEnd, isStart } from './ends.ts';
import { flowErrors as errors } from './errors.ts';
import type { Flow, Step } from './flow.ts';
import { locationOfNext, targetsOf } from './targets.ts';

/** What is wrong with how the steps hang together: steps never reached, circles, splits and joins. Pure. */
export function checkGraph(flow: Flow): readonly Problem[] {
  const steps = new Map(flow.steps.map((step) => [step.name, step]));
  const start = flow.steps.find(isStart);
  if (start === undefined) return [];
  const cycles: Problem[] = [];
  const order = walkFrom(start, steps, (path) => {
    // Whether a switch may go back there, only the layout tells; that nothing goes back to start, every step is told by itself.
    if (path[0] !== start && !path.some(({ next }) => next.kind === 'switch')) cycles.push(cycleProblem(path));
  });
  const reached = new Set(order);
  const lost = order.every((step) => isReadable(step, steps)) ? flow.steps.filter((step) => !reached.has(step)) : [];
  const unreachable = lost.map((step) =>
    errors.problem('flow.unreachable-step', { step: step.name }, { file: step.file, line: step.line }),
  );
  return [...unreachable, ...cycles, ...(cycles.length === 0 ? checkBalance(order) : [])];
}

/** A step whose successors are unknown hides what comes after it: reporting that as well would be noise. */
function isReadable(step: Step, steps: ReadonlyMap<string, Step>): boolean {
  const targets = targetsOf(step);
  return isEnd(step) || (targets.length > 0 && targets.every((target) => steps.has(target)));
}

/**
 * Depth first, without recursion: flows can have thousands of steps. Gives the steps so that each comes before its successors,
 * but for those that it goes back to.
 */
function walkFrom(start: Step, steps: ReadonlyMap<string, Step>, onCycle: (path: readonly Step[]) => void): readonly Step[] {
  const finished: Step[] = [];
  const seen = new Set([start]);
  const path = [{ step: start, rest: successors(start, steps) }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      finished.push(top.step);
      path.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push({ step: next, rest: successors(next, steps) });
    } else {
      const from = path.findIndex(({ step }) => step === next);
      if (from >= 0) onCycle(path.slice(from).map(({ step }) => step));
    }
  }
  return finished.reverse();
}

function successors(step: Step, steps: ReadonlyMap<string, Step>): Step[] {
  return targetsOf(step)
    .flatMap((target) => steps.get(target) ?? [])
    .reverse();
}

function cycleProblem(steps: readonly Step[]): Problem {
  const [first] = steps;
  const names = [...steps, ...(first ? [first] : [])].map((step) => step.name);
  const last = steps.at(-1);
  return errors.problem('flow.cycle', { steps: names }, last && locationOfNext(last));
}
