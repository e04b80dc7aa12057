import { type Block, cutPath, type Plan, type PlanNode } from '@frazil/core';

/** What a task says in the end, for its engine to go on. */
export interface Said {
  readonly path: string;
  readonly items?: readonly string[] | undefined;
  readonly case?: string | undefined;
  readonly again?: string | undefined;
  readonly enter?: string | undefined;
}

/** Does a task as an engine has it done: by the id of its place and a path. */
export type TaskRunner = (place: string, path: string) => Promise<Said>;

/** Walks a plan as an engine does that knows nothing but what tasks say in the end: paths, chosen cases, repetitions. */
export async function walkPlan(plan: Plan, run: TaskRunner): Promise<void> {
  await walkBlock(plan.block, { run, path: '0', said: { path: '0' }, depth: 0 });
}

interface Walk {
  readonly run: TaskRunner;
  readonly path: string;
  /** What the task before said. */
  readonly said: Said;
  /** How many foreaches and loops are around. */
  readonly depth: number;
}

/** What the last task of a block said, and the loop that begins anew. */
interface Walked {
  readonly said: Said;
  readonly repeats?: string;
}

async function walkBlock(block: Block, walk: Walk): Promise<Walked> {
  let said = walk.said;
  for (const node of block) {
    const walked = await walkNode(node, { ...walk, said });
    if (walked.repeats !== undefined) return walked;
    said = walked.said;
  }
  return { said };
}

async function walkNode(node: PlanNode, walk: Walk): Promise<Walked> {
  const { run, path, said, depth } = walk;
  switch (node.kind) {
    case 'task':
      return { said: await run(node.id, path) };
    case 'parallel':
      await Promise.all(node.branches.map((branch) => walkBlock(branch, walk)));
      return { said: await run(node.join.id, path) };
    case 'foreach':
    case 'gang':
      // Items may be the paths of the first repetition of a loop that the body begins with.
      await Promise.all(
        (said.items ?? []).map((item) =>
          walkBlock(node.body, { ...walk, path: item, said: { path: item, enter: item }, depth: depth + 1 }),
        ),
      );
      return { said: await run(node.join.id, path) };
    case 'switch':
      return walkBlock(node.cases.find(({ target }) => target === said.case)?.block ?? [], walk);
    case 'repeat':
      return { said, repeats: node.head };
    case 'loop':
      return walkLoop(node, walk);
  }
}

async function walkLoop({ head, body }: Extract<PlanNode, { kind: 'loop' }>, walk: Walk): Promise<Walked> {
  let path = walk.said.enter ?? '';
  for (;;) {
    const walked = await walkBlock(body, { ...walk, path, depth: walk.depth + 1 });
    if (walked.repeats !== head) return walked;
    path = walked.said.again ?? cutPath(path, walk.depth);
  }
}
