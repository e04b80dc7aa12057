import type { Block, Plan, TaskNode } from '@frazil/core';

/** All tasks of a plan, in its order. Pure. */
export function tasksOf({ block }: Plan): readonly TaskNode[] {
  const tasks: TaskNode[] = [];
  collect(block, tasks);
  return tasks;
}

function collect(block: Block, tasks: TaskNode[]): void {
  for (const node of block) {
    if (node.kind === 'task') tasks.push(node);
    else if (node.kind === 'parallel') for (const branch of node.branches) collect(branch, tasks);
    else if (node.kind === 'switch') for (const each of node.cases) collect(each.block, tasks);
    else if (node.kind !== 'repeat') collect(node.body, tasks);
    if ('join' in node) tasks.push(node.join);
  }
}
