import type { Block, Plan, PlanNode } from '@frazil/core';

/** What a task of a place has to tell its engine, and how deep its path is. */
export interface Place {
  readonly depth: number;
  /** Set before a foreach or gang; `entered` when its body begins with a loop. */
  readonly items?: 'plain' | 'entered' | undefined;
  /** Set before a switch. */
  readonly cases?: readonly string[] | undefined;
}

/** All places of a plan, by their ids. */
export function placesOf({ block }: Plan): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  visitBlock(places, block, 0);
  return places;
}

function visitBlock(places: Map<string, Place>, block: Block, depth: number): void {
  for (const [index, node] of block.entries()) {
    const next = block[index + 1];
    if (node.kind === 'task') places.set(node.id, placeBefore(next, depth));
    else if (node.kind === 'parallel') for (const branch of node.branches) visitBlock(places, branch, depth);
    else if (node.kind === 'switch') for (const each of node.cases) visitBlock(places, each.block, depth);
    else if (node.kind !== 'repeat') visitBlock(places, node.body, depth + 1);
    if ('join' in node) places.set(node.join.id, placeBefore(next, depth));
  }
}

function placeBefore(next: PlanNode | undefined, depth: number): Place {
  if (next?.kind === 'switch') return { depth, cases: next.cases.map(({ target }) => target) };
  if (next?.kind !== 'foreach' && next?.kind !== 'gang') return { depth };
  return { depth, items: next.body[0]?.kind === 'loop' ? 'entered' : 'plain' };
}
