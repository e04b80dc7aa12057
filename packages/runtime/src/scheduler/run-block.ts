import type { Block, ForeachNode, GangNode, LoopNode, ParallelNode, PlanNode, SwitchNode } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { ItemsChunk } from '../records/task-record.ts';
import { forEachItem } from './for-each-item.ts';
import { gangPlaces, gangState } from './gang.ts';
import type { Permit } from './gate.ts';
import { inside, type Place } from './place.ts';
import { failRun, type RunState } from './run-state.ts';
import { runTask } from './run-task.ts';
import type { TaskOutput } from './task-output.ts';

/** How a block ended. */
export interface BlockEnd {
  /** The last task that ran. */
  readonly output: TaskOutput;
  /** The head of the loop that begins anew, when the block ended so. */
  readonly repeats: string | undefined;
}

/** Runs steps one after the other, until the end or to where a loop begins anew. Undefined when the run stopped. Never rejects. */
export async function runBlock(state: RunState, block: Block, place: Place, permit?: Permit): Promise<BlockEnd | undefined> {
  const { path, foreaches } = place;
  let here = place;
  for (const node of block) {
    const end = await runNode(state, node, here, node === block[0] ? permit : undefined);
    if (end === undefined || end.repeats !== undefined) return end;
    here = { inputs: [end.output], path, foreaches, isAfterClones: end.output.isClone };
  }
  return ended(here.inputs[0]);
}

function ended(output: TaskOutput | undefined, repeats?: string): BlockEnd | undefined {
  return output && { output, repeats };
}

async function runNode(state: RunState, node: PlanNode, place: Place, permit: Permit | undefined): Promise<BlockEnd | undefined> {
  switch (node.kind) {
    case 'task':
      return ended(await runTask(state, node, place, permit));
    case 'parallel':
      return ended(await runParallel(state, node, place));
    case 'foreach':
      return ended(await runForeach(state, node, place));
    case 'gang':
      return ended(await runGang(state, node, place));
    case 'switch':
      return runBlock(state, chosenBlock(node, place), place);
    case 'loop':
      return runLoop(state, node, place, permit);
    case 'repeat':
      return ended(place.inputs[0], node.head);
  }
}

function chosenBlock({ cases }: SwitchNode, { inputs: [before] }: Place): Block {
  const chosen = before?.transition.kind === 'switch' ? before.transition.targets[0] : undefined;
  const found = cases.find(({ target }) => target === chosen);
  if (found === undefined) throw new TypeError('a switch comes after the step that chooses');
  return found.block;
}

async function runLoop(state: RunState, { head, body }: LoopNode, place: Place, permit: Permit | undefined): Promise<BlockEnd | undefined> {
  let here = place;
  for (let index = 0; ; index += 1) {
    const inBody: Place = { ...here, path: [...place.path, { kind: 'repetition', index }] };
    const end = await runBlock(state, body, inBody, index === 0 ? permit : undefined);
    if (end?.repeats !== head) return end;
    here = { inputs: [end.output], path: place.path, foreaches: place.foreaches, isAfterClones: end.output.isClone };
  }
}

async function runParallel(state: RunState, node: ParallelNode, place: Place): Promise<TaskOutput | undefined> {
  const ends = await Promise.all(node.branches.map((branch) => runBlock(state, branch, place)));
  return runJoin(state, node, place, ends);
}

async function runForeach(state: RunState, node: ForeachNode, place: Place): Promise<TaskOutput | undefined> {
  const [split] = place.inputs;
  if (split?.transition.kind !== 'foreach') throw new TypeError('a foreach comes after the step that says its items');
  const { count } = split.transition;
  const { step } = split;
  const { variable } = node;
  if (count > (state.input.maxSplits ?? count)) return refuseSplits(state, step, count);
  state.reporter.report({ kind: 'foreach-started', step, count });
  const ends = new Array<BlockEnd | undefined>(count).fill(undefined);
  const why = place.foreaches.length === 0 ? 'begin' : 'continue';
  const isStopped = () => state.halt.signal.aborted;
  await forEachItem(chunkOfEach(split.items), { acquire: () => state.gate.acquire(why) }, isStopped, async (chunk, index, permit) => {
    ends[index] = await runBlock(state, node.body, inside(place, { step, index, count, items: { variable, chunk } }), permit);
  });
  return runJoin(state, node, { ...place, joined: split.items }, ends);
}

function refuseSplits(state: RunState, step: string, count: number): undefined {
  failRun(state, runtimeErrors.problem('runtime.splits-too-many', { step, count, limit: state.input.maxSplits ?? count }));
}

/** The chunk that holds each item, item after item. */
function* chunkOfEach(chunks: readonly ItemsChunk[]): Generator<ItemsChunk> {
  for (const chunk of chunks) for (let item = 0; item < chunk.count; item += 1) yield chunk;
}

async function runGang(state: RunState, node: GangNode, place: Place): Promise<TaskOutput | undefined> {
  const ends = await runMembers(state, node, place);
  return ends && runJoin(state, node, { ...place, joined: [] }, ends);
}

async function runMembers(state: RunState, node: GangNode, place: Place): Promise<readonly (BlockEnd | undefined)[] | undefined> {
  const permit = await state.gate.acquire('continue');
  try {
    if (state.halt.signal.aborted) return undefined;
    const places = await gangPlaces(state, node, place);
    state.reporter.report({ kind: 'foreach-started', step: place.inputs[0]?.step ?? '', count: places.length });
    const gang = gangState(state);
    const ends = places.map(async (member) => {
      const end = await runBlock(gang.state, node.body, member);
      if (end === undefined) gang.breakUp();
      return end;
    });
    return await Promise.all(ends);
  } finally {
    permit.release();
  }
}

async function runJoin(
  state: RunState,
  node: ParallelNode | ForeachNode | GangNode,
  place: Place,
  ends: readonly (BlockEnd | undefined)[],
): Promise<TaskOutput | undefined> {
  const inputs = ends.flatMap((end) => end?.output ?? []);
  if (inputs.length < ends.length) return undefined;
  const isAfterClones = place.isAfterClones && inputs.every(({ isClone }) => isClone);
  return runTask(state, node.join, { ...place, inputs, isAfterClones });
}
