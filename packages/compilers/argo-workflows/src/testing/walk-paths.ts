import { type Block, type PathSegment, type Plan, type PlanNode, pathText } from '@frazil/core';

/** What a task says: how many items, which case. */
export interface Answer {
  readonly count?: number | undefined;
  readonly case?: string | undefined;
}

interface Walk {
  readonly ask: (step: string, path: string) => Answer;
  readonly path: readonly PathSegment[];
}

/** Walks a plan by what its nodes mean, asking each task what it says. */
export function walkPaths(plan: Plan, ask: Walk['ask']): void {
  walkBlock(plan.block, {}, { ask, path: [] });
}

/** Gives the head of the loop that begins anew, if one does. */
function walkBlock(block: Block, before: Answer, walk: Walk): string | undefined {
  let answer = before;
  for (const node of block) {
    const walked = walkNode(node, answer, walk);
    if (typeof walked === 'string') return walked;
    answer = walked;
  }
  return undefined;
}

function walkNode(node: PlanNode, before: Answer, walk: Walk): Answer | string {
  const { ask, path } = walk;
  switch (node.kind) {
    case 'task':
      return ask(node.id, pathText(path));
    case 'parallel':
      for (const branch of node.branches) walkBlock(branch, before, walk);
      return ask(node.join.id, pathText(path));
    case 'foreach':
    case 'gang':
      for (let index = 0; index < (before.count ?? 0); index += 1)
        walkBlock(node.body, {}, { ask, path: [...path, { kind: 'item', index }] });
      return ask(node.join.id, pathText(path));
    case 'switch':
      return walkBlock(node.cases.find(({ target }) => target === before.case)?.block ?? [], before, walk) ?? {};
    case 'repeat':
      return node.head;
    case 'loop':
      for (let index = 0; ; index += 1) {
        const repeats = walkBlock(node.body, {}, { ask, path: [...path, { kind: 'repetition', index }] });
        if (repeats !== node.head) return repeats ?? {};
      }
  }
}
