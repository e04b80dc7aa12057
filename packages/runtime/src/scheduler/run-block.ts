import type { Block, ForeachNode, ParallelNode, PlanNode } from '@frazil/core';
import type { ItemsChunk } from '../records/task-record.ts';
import { forEachItem } from './for-each-item.ts';
import type { Permit } from './gate.ts';
import type { ForeachItem, Place } from './place.ts';
import type { RunState } from './run-state.ts';
import { runTask } from './run-task.ts';
import type { TaskOutput } from './task-output.ts';

/** Runs steps one after the other. Gives the last one's output, or undefined when the run stopped. Never rejects. */
export async function runBlock(state: RunState, block: Block, place: Place, permit?: Permit): Promise<TaskOutput | undefined> {
  const { foreaches } = place;
  let here = place;
  let output: TaskOutput | undefined;
  for (const node of block) {
    output = await runNode(state, node, here, node === block[0] ? permit : undefined);
    if (output === undefined) return undefined;
    here = { inputs: [output], foreaches, isAfterClones: output.isClone };
  }
  return output;
}

function runNode(state: RunState, node: PlanNode, place: Place, permit: Permit | undefined): Promise<TaskOutput | undefined> {
  switch (node.kind) {
    case 'task':
      return runTask(state, node, place, permit);
    case 'parallel':
      return runParallel(state, node, place);
    case 'foreach':
      return runForeach(state, node, place);
  }
}

async function runParallel(state: RunState, node: ParallelNode, place: Place): Promise<TaskOutput | undefined> {
  const outputs = await Promise.all(node.branches.map((branch) => runBlock(state, branch, place)));
  return runJoin(state, node, place, outputs);
}

async function runForeach(state: RunState, node: ForeachNode, place: Place): Promise<TaskOutput | undefined> {
  const [split] = place.inputs;
  if (split?.transition.kind !== 'foreach') throw new TypeError('a foreach comes after the step that says its items');
  const { count } = split.transition;
  state.reporter.report({ kind: 'foreach-started', step: split.step, count });
  const outputs = new Array<TaskOutput | undefined>(count).fill(undefined);
  const why = place.foreaches.length === 0 ? 'begin' : 'continue';
  const isStopped = () => state.halt.signal.aborted;
  await forEachItem(chunkOfEach(split.items), { acquire: () => state.gate.acquire(why) }, isStopped, async (chunk, index, permit) => {
    const item: ForeachItem = { step: split.step, variable: node.variable, index, count, chunk };
    outputs[index] = await runBlock(state, node.body, { ...place, foreaches: [...place.foreaches, item] }, permit);
  });
  return runJoin(state, node, { ...place, joined: split.items }, outputs);
}

/** The chunk that holds each item, item after item. */
function* chunkOfEach(chunks: readonly ItemsChunk[]): Generator<ItemsChunk> {
  for (const chunk of chunks) for (let item = 0; item < chunk.count; item += 1) yield chunk;
}

async function runJoin(
  state: RunState,
  node: ParallelNode | ForeachNode,
  place: Place,
  outputs: readonly (TaskOutput | undefined)[],
): Promise<TaskOutput | undefined> {
  const inputs = outputs.filter((output) => output !== undefined);
  if (inputs.length < outputs.length) return undefined;
  const isAfterClones = place.isAfterClones && inputs.every(({ isClone }) => isClone);
  return runTask(state, node.join, { ...place, inputs, isAfterClones });
}
