import type { Block, PathSegment, Plan, PlanNode, TaskNode } from '@frazil/core';

/** Where a node is in a plan. */
export interface Spot {
  readonly block: Block;
  readonly index: number;
  /** What its block is a part of; undefined for the plan's own. */
  readonly around: Around | undefined;
}

/** What a block is a part of: a branch of a split, the body of a foreach or gang, a case of a switch, the body of a loop. */
export interface Around {
  readonly kind: 'branch' | 'item' | 'case' | 'repetition';
  /** Where that split, foreach, gang, switch or loop is. */
  readonly spot: Spot;
}

/** A task of a plan, and where it is. */
export interface TaskSpot {
  readonly task: TaskNode;
  /** Where it is; for a join, where that which it joins is. */
  readonly spot: Spot;
  readonly isJoin: boolean;
}

/** Finds the place of a plan with an id; undefined when there is none. Pure. */
export function findTask(plan: Plan, id: string): TaskSpot | undefined {
  return findInBlock(plan.block, undefined, id);
}

/** The node at a spot. Pure. */
export function nodeAt({ block, index }: Spot): PlanNode | undefined {
  return block[index];
}

/** What each segment of a task's path counts, outermost first. Pure. */
export function segmentKinds(spot: Spot): readonly PathSegment['kind'][] {
  return aroundsOf(spot).flatMap(({ kind }) => (kind === 'item' || kind === 'repetition' ? [kind] : []));
}

/** All that is around a spot, outermost first. Pure. */
export function aroundsOf({ around }: Spot): readonly Around[] {
  return around === undefined ? [] : [...aroundsOf(around.spot), around];
}

function findInBlock(block: Block, around: Around | undefined, id: string): TaskSpot | undefined {
  for (const [index, node] of block.entries()) {
    const found = findInNode(node, { block, index, around }, id);
    if (found) return found;
  }
  return undefined;
}

function findInNode(node: PlanNode, spot: Spot, id: string): TaskSpot | undefined {
  if (node.kind === 'task') return node.id === id ? { task: node, spot, isJoin: false } : undefined;
  if ('join' in node && node.join.id === id) return { task: node.join, spot, isJoin: true };
  const { kind, blocks } = partsOf(node);
  for (const block of blocks) {
    const found = findInBlock(block, { kind, spot }, id);
    if (found) return found;
  }
  return undefined;
}

function partsOf(node: Exclude<PlanNode, TaskNode>): { readonly kind: Around['kind']; readonly blocks: readonly Block[] } {
  switch (node.kind) {
    case 'parallel':
      return { kind: 'branch', blocks: node.branches };
    case 'foreach':
    case 'gang':
      return { kind: 'item', blocks: [node.body] };
    case 'switch':
      return { kind: 'case', blocks: node.cases.map(({ block }) => block) };
    case 'loop':
      return { kind: 'repetition', blocks: [node.body] };
    case 'repeat':
      return { kind: 'case', blocks: [] };
  }
}
