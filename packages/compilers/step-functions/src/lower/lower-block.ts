import type { ParallelNode, PlanNode, TaskNode } from '@frazil/core';
import { stateName } from '../names.ts';
import { type Lowered, machineOf, type State, type States } from './asl.ts';
import type { BlockInput, LowerBlock } from './block-input.ts';
import { lowerLoop } from './lower-loop.ts';
import { lowerMap } from './lower-map.ts';
import { lowerSwitch } from './lower-switch.ts';
import { lowerTask } from './lower-task.ts';
import type { Lowering } from './lowering.ts';
import type { Place } from './place.ts';

/** The states of a block that isn't empty. Pure. */
export const lowerBlock: LowerBlock = (lowering, block, { place, next }) => {
  const parts: States[] = [];
  let first = next;
  for (let index = block.length - 1; index >= 0; index -= 1) {
    const node = block[index];
    if (node === undefined) continue;
    const lowered = lowerNode(lowering, { node, before: lastTask(block[index - 1]), place, next: first });
    first = lowered.first;
    parts.push(lowered.states);
  }
  if (first === undefined) throw new TypeError('a block without steps has no states');
  return { first, states: parts.reverse().flat() };
};

interface NodeInput<Node extends PlanNode> extends BlockInput {
  readonly node: Node;
  readonly before: TaskNode | undefined;
}

function lowerNode(lowering: Lowering, input: NodeInput<PlanNode>): Lowered {
  const { node, place, next } = input;
  if (node.kind === 'task') return lowerTask(lowering, node, place, next);
  if (node.kind === 'loop') return lowerLoop(lowering, { node, place, next }, lowerBlock);
  if (node.kind === 'repeat') return { first: againOf(place, node.head), states: [] };
  const before = input.before;
  if (before === undefined) throw new TypeError(`no step leads to a ${node.kind}`);
  if (node.kind === 'switch') return lowerSwitch(lowering, { node, before, place, next }, lowerBlock);
  if (node.kind === 'parallel') return lowerParallel(lowering, { node, before, place, next });
  return lowerMap(lowering, { node, before, place, next }, lowerBlock);
}

function lowerParallel(lowering: Lowering, { node, before, place, next }: NodeInput<ParallelNode> & { before: TaskNode }): Lowered {
  const join = lowerTask(lowering, node.join, place, next);
  const branches = node.branches.map((branch) => machineOf(lowerBlock(lowering, branch, { place, next: undefined })));
  const name = stateName(before.id, 'parallel');
  const state: State = { Type: 'Parallel', Branches: branches, ResultPath: null, Next: join.first };
  return { first: name, states: [[name, state], ...join.states] };
}

function againOf({ again }: Place, head: string): string {
  const state = again.get(head);
  if (state === undefined) throw new TypeError(`no loop around begins with ${head}`);
  return state;
}

/** The step that a node ends with; a switch and a loop have several, and nothing that has to know follows them. */
function lastTask(node: PlanNode | undefined): TaskNode | undefined {
  if (node?.kind === 'task') return node;
  return node !== undefined && 'join' in node ? node.join : undefined;
}
