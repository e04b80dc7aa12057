import type { Block, PlanNode, TaskNode } from '@frazil/core';

/** All steps of a block, in the order that they are laid out. Pure. */
export function tasksOf(block: Block): readonly TaskNode[] {
  return block.flatMap(tasksOfNode);
}

function tasksOfNode(node: PlanNode): readonly TaskNode[] {
  switch (node.kind) {
    case 'task':
      return [node];
    case 'parallel':
      return [...node.branches.flatMap(tasksOf), node.join];
    case 'foreach':
    case 'gang':
      return [...tasksOf(node.body), node.join];
    case 'switch':
      return node.cases.flatMap((each) => tasksOf(each.block));
    case 'loop':
      return tasksOf(node.body);
    case 'repeat':
      return [];
  }
}
