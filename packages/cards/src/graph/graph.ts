import { type Flow, type Step, targetsOf } from '@frazil/core';

/** A step as the graph shows it. */
export interface GraphNode {
  readonly name: string;
  /** Names of the steps that come next, those that exist and don't lead back. */
  readonly next: readonly string[];
  /** What is special about it: `split`, `foreach items`, `join`, `switch again, back to work`. */
  readonly note: string;
  /** Whether it runs once for each item of a foreach. */
  readonly isRepeated: boolean;
}

/** The steps of a flow as a graph without circles, in an order in which none comes before what leads to it. Pure. */
export function graphOf({ steps }: Pick<Flow, 'steps'>): readonly GraphNode[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const nexts = nextsWithoutCircles(steps, byName);
  const order = [...nexts.keys()].reverse();
  const depths = foreachDepths(order, nexts, byName);
  return order.map((name) => {
    const step = byName.get(name);
    const next = nexts.get(name) ?? [];
    const back = targetsIn(byName, name).filter((target) => byName.has(target) && !next.includes(target));
    return { name, next, note: step ? noteOf(step, back) : '', isRepeated: (depths.get(name) ?? 0) > 0 };
  });
}

// Depth first without recursion; a step is written down after all that follow it. An edge to a step on the way leads back.
function nextsWithoutCircles(steps: readonly Step[], byName: ReadonlyMap<string, Step>): ReadonlyMap<string, readonly string[]> {
  const done = new Map<string, readonly string[]>();
  for (const { name } of steps) {
    const way = [name];
    const onWay = new Set<string>();
    while (way.length > 0) {
      const current = way.at(-1) ?? '';
      if (done.has(current) || onWay.has(current)) {
        way.pop();
        onWay.delete(current);
        if (!done.has(current))
          done.set(
            current,
            targetsIn(byName, current).filter((target) => done.has(target)),
          );
      } else {
        onWay.add(current);
        const ahead = targetsIn(byName, current).filter((target) => byName.has(target) && !done.has(target) && !onWay.has(target));
        way.push(...ahead);
      }
    }
  }
  return done;
}

function targetsIn(byName: ReadonlyMap<string, Step>, name: string): readonly string[] {
  const step = byName.get(name);
  return step ? [...new Set(targetsOf(step))] : [];
}

// How many foreaches are open at a step. A join closes the split or foreach that was opened last on its way.
function foreachDepths(
  order: readonly string[],
  nexts: ReadonlyMap<string, readonly string[]>,
  byName: ReadonlyMap<string, Step>,
): ReadonlyMap<string, number> {
  const open = new Map<string, readonly string[]>();
  for (const name of order) {
    const step = byName.get(name);
    const before = open.get(name) ?? [];
    const inside = step?.isJoin ? before.slice(0, -1) : before;
    open.set(name, inside);
    const kind = step?.next.kind;
    const after = kind === 'split' || kind === 'foreach' || kind === 'gang' ? [...inside, kind] : inside;
    for (const next of nexts.get(name) ?? []) if (!open.has(next)) open.set(next, after);
  }
  return new Map([...open].map(([name, kinds]) => [name, kinds.filter((kind) => kind !== 'split').length]));
}

function noteOf({ isJoin, next }: Step, back: readonly string[]): string {
  const notes = [isJoin ? 'join' : '', wordFor(next), back.length > 0 ? `back to ${back.join(', ')}` : ''];
  return notes.filter((note) => note !== '').join(', ');
}

function wordFor(next: Step['next']): string {
  switch (next.kind) {
    case 'split':
      return 'split';
    case 'foreach':
      return `foreach ${next.variable}`;
    case 'switch':
      return `switch ${next.condition}`;
    case 'gang':
      return 'gang';
    default:
      return '';
  }
}
