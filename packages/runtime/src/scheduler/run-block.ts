import { join } from 'node:path';
import type { Block, ForeachNode, GangNode, LoopNode, ParallelNode, PlanNode, SwitchNode } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { ItemsChunk } from '../records/task-record.ts';
import { knownProblem } from '../supervisor/known-error.ts';
import { forEachItem } from './for-each-item.ts';
import { gangPlaces, gangState } from './gang.ts';
import type { Permit } from './gate.ts';
import { inside, type Place, taskName } from './place.ts';
import { failRun, type RunState } from './run-state.ts';
import { runTask } from './run-task.ts';
import { beginTaskList, type TaskList } from './task-list.ts';
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
  if (count > (state.input.maxSplits ?? count)) return refuseSplits(state, split.step, count);
  state.reporter.report({ kind: 'foreach-started', step: split.step, count });
  const list = beginTaskList(join(state.folder, `${node.join.step.name}.${taskName(place)}.inputs`), count, state.tools.blobs);
  try {
    await runItems({ state, list, place }, node, split);
    if (!onDisk(state, () => list.finish())) return undefined;
    const isAfterClones = place.isAfterClones && list.areClones;
    return await runTask(state, node.join, { ...place, inputs: [], list, joined: split.items, isAfterClones });
  } finally {
    onDisk(state, () => list.remove());
  }
}

interface BegunForeach {
  readonly state: RunState;
  readonly place: Place;
  readonly list: TaskList;
}

async function runItems({ state, place, list }: BegunForeach, { body, variable }: ForeachNode, { step, items }: TaskOutput): Promise<void> {
  const { count } = list;
  const why = place.foreaches.length === 0 ? 'begin' : 'continue';
  const isStopped = () => state.halt.signal.aborted;
  await forEachItem(chunkOfEach(items), { acquire: () => state.gate.acquire(why) }, isStopped, async (chunk, index, permit) => {
    const end = await runBlock(state, body, inside(place, { step, index, count, items: { variable, chunk } }), permit);
    if (end) onDisk(state, () => list.note(index, end.output));
  });
}

/** Does something to the disk; when that can't be done, the run fails. */
function onDisk<Result>(state: RunState, act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    failRun(state, knownProblem(error, 'keeping what tasks left'));
    return undefined;
  }
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
  node: ParallelNode | GangNode,
  place: Place,
  ends: readonly (BlockEnd | undefined)[],
): Promise<TaskOutput | undefined> {
  const inputs = ends.flatMap((end) => end?.output ?? []);
  if (inputs.length < ends.length) return undefined;
  const isAfterClones = place.isAfterClones && inputs.every(({ isClone }) => isClone);
  return runTask(state, node.join, { ...place, inputs, isAfterClones });
}
