import { isEnd } from '../flow/ends.ts';
import type { Step } from '../flow/flow.ts';
import { targetsOf } from '../flow/targets.ts';

/** What is needed to lay steps with switches out as a tree. */
export interface ControlFlow {
  /** The step that every way from a step to the end comes by next; undefined for the end, and for steps that never get there. */
  readonly after: (step: string) => string | undefined;
  /** Whether some step that it leads to goes back to it. */
  readonly isLoopHead: (step: string) => boolean;
  /** The step that follows a loop: the first that every way out of it comes by. */
  readonly afterLoop: (head: string) => string | undefined;
}

/**
 * Where the ways of a flow part, meet and go round, from its dominators (K. Cooper, T. Harvey, K. Kennedy, "A Simple, Fast
 * Dominance Algorithm"). Pure, linear but for flows made to be slow.
 */
export function controlFlowOf(steps: ReadonlyMap<string, Step>, start: string): ControlFlow {
  const successors = new Map([...steps.values()].map((step) => [step.name, targetsOf(step).filter((name) => steps.has(name))]));
  const predecessors = reversed(successors);
  const end = [...steps.values()].find(isEnd)?.name ?? 'end';
  const dominators = dominatorsOf(start, successors, predecessors);
  const after = dominatorsOf(end, predecessors, successors);
  const loops = loopsOf(start, { successors, predecessors }, dominators);
  return {
    after: (step) => after.parentOf(step),
    isLoopHead: (step) => loops.has(step),
    afterLoop: (head) => {
      const body = loops.get(head);
      let next = after.parentOf(head);
      while (next !== undefined && body?.has(next)) next = after.parentOf(next);
      return next;
    },
  };
}

type Edges = ReadonlyMap<string, readonly string[]>;

interface Dominators {
  readonly parentOf: (step: string) => string | undefined;
  /** Whether every way from the root to a step comes by another. A step dominates itself. */
  readonly dominates: (step: string, other: string) => boolean;
}

function dominatorsOf(root: string, successors: Edges, predecessors: Edges): Dominators {
  const order = postOrder(root, successors);
  const rank = new Map(order.map((name, index) => [name, index]));
  const parents = new Map([[root, root]]);
  const meet = (one: string, other: string): string => {
    let [a, b] = [one, other];
    while (a !== b) {
      if ((rank.get(a) ?? 0) < (rank.get(b) ?? 0)) a = parents.get(a) ?? root;
      else b = parents.get(b) ?? root;
    }
    return a;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const name of order.toReversed()) {
      if (name === root) continue;
      const known = (predecessors.get(name) ?? []).filter((each) => parents.has(each));
      const parent = known.reduce(meet);
      isChanged ||= parents.get(name) !== parent;
      parents.set(name, parent);
    }
  }
  const parentOf = (step: string) => (step === root ? undefined : parents.get(step));
  return {
    parentOf,
    dominates: (step, other) => {
      let each: string | undefined = other;
      while (each !== undefined && each !== step) each = parentOf(each);
      return each === step;
    },
  };
}

/** Each loop's steps by its head: those that lead back to it without leaving what it dominates. */
function loopsOf(
  start: string,
  { successors, predecessors }: Record<'successors' | 'predecessors', Edges>,
  { dominates }: Dominators,
): ReadonlyMap<string, ReadonlySet<string>> {
  const loops = new Map<string, Set<string>>();
  const rank = new Map(postOrder(start, successors).map((name, index) => [name, index]));
  for (const [from, targets] of successors) {
    for (const head of targets) {
      // Only a step that was finished before its target can go back to it.
      if ((rank.get(from) ?? 0) > (rank.get(head) ?? 0) || !rank.has(from) || !dominates(head, from)) continue;
      const body = loops.get(head) ?? new Set([head]);
      loops.set(head, body);
      const open = [from];
      for (let step = open.pop(); step !== undefined; step = open.pop()) {
        if (body.has(step)) continue;
        body.add(step);
        open.push(...(predecessors.get(step) ?? []));
      }
    }
  }
  return loops;
}

function reversed(edges: Edges): Edges {
  const result = new Map<string, string[]>([...edges.keys()].map((name) => [name, []]));
  for (const [from, targets] of edges) for (const target of targets) result.get(target)?.push(from);
  return result;
}

/** Without recursion: flows can have thousands of steps in a row. */
function postOrder(root: string, successors: Edges): readonly string[] {
  const order: string[] = [];
  const seen = new Set([root]);
  const path = [{ name: root, rest: [...(successors.get(root) ?? [])] }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.pop();
    if (next === undefined) {
      order.push(top.name);
      path.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push({ name: next, rest: [...(successors.get(next) ?? [])] });
    }
  }
  return order;
}
