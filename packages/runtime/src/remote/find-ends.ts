import type { Block, LoopNode, PathSegment, PlanNode, SwitchNode } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { TaskOutput } from '../scheduler/task-output.ts';
import type { TaskReader } from './task-reader.ts';
import { nodeAt, type Spot } from './task-spot.ts';

/** Finds what a task left when somebody needs it. */
export type Source = () => Promise<TaskOutput>;

/** How a block of a run ended: its last task, and the head of the loop that began anew, when it ended so. */
interface End {
  readonly output: TaskOutput;
  readonly repeats: string | undefined;
}

type Path = readonly PathSegment[];

/** What the last task before a spot left: before the start there is none. Reads records only when called. */
export function sourceBefore(reader: TaskReader, spot: Spot, path: Path): Source | undefined {
  const { block, index, around } = spot;
  const previous = block[index - 1];
  if (previous !== undefined) {
    const before = sourceBefore(reader, { ...spot, index: index - 1 }, path) ?? nothing;
    return once(async () => (await endOfNode(reader, previous, path, before)).output);
  }
  if (around === undefined) return undefined;
  if (around.kind === 'branch' || around.kind === 'case') return sourceBefore(reader, around.spot, path);
  const outer = path.slice(0, -1);
  const repetition = around.kind === 'repetition' ? (path.at(-1)?.index ?? 0) : 0;
  const loop = nodeAt(around.spot);
  if (repetition === 0 || loop?.kind !== 'loop') return sourceBefore(reader, around.spot, outer);
  const last: Path = [...outer, { kind: 'repetition', index: repetition - 1 }];
  return once(async () => (await endOfBlock(reader, loop.body, last, nothing)).output);
}

/** What the last task of a block left, whichever that was; `before` is the task before the block. */
export async function endOfBlock(reader: TaskReader, block: Block, path: Path, before: Source): Promise<End> {
  let source = before;
  for (const node of block) {
    const previous = source;
    if (headsOf(node).length > 0) {
      const end = await endOfNode(reader, node, path, previous);
      if (end.repeats !== undefined) return end;
      source = async () => end.output;
    } else source = once(async () => (await endOfNode(reader, node, path, previous)).output);
  }
  return { output: await source(), repeats: undefined };
}

async function endOfNode(reader: TaskReader, node: PlanNode, path: Path, before: Source): Promise<End> {
  switch (node.kind) {
    case 'task':
      return { output: await reader.read(node, path), repeats: undefined };
    case 'parallel':
    case 'foreach':
    case 'gang':
      return { output: await reader.read(node.join, path), repeats: undefined };
    case 'switch':
      return endOfSwitch(reader, node, path, before);
    case 'loop':
      return endOfLoop(reader, node, path);
    case 'repeat':
      return { output: await before(), repeats: node.head };
  }
}

async function endOfSwitch(reader: TaskReader, { cases }: SwitchNode, path: Path, before: Source): Promise<End> {
  const { step, task, transition } = await before();
  const chosen = cases.find(({ target }) => transition.kind === 'switch' && transition.targets[0] === target);
  if (chosen === undefined) {
    const planned = `to one of ${cases.map(({ target }) => target).join(', ')}`;
    throw runtimeErrors.create('runtime.transition-unexpected', { step: `${step}/${task}`, said: transition.kind, planned });
  }
  return endOfBlock(reader, chosen.block, path, before);
}

async function endOfLoop(reader: TaskReader, loop: LoopNode, path: Path): Promise<End> {
  const index = await lastRepetition(reader, loop, path);
  return endOfBlock(reader, loop.body, [...path, { kind: 'repetition', index }], nothing);
}

/** The last repetition that began, found in steps that double, then halve: loops can go round thousands of times. */
async function lastRepetition(reader: TaskReader, { body }: LoopNode, path: Path): Promise<number> {
  const [head] = body;
  if (head?.kind !== 'task') throw new TypeError('a loop begins with the task that names it');
  const began = (index: number) => reader.has(head, [...path, { kind: 'repetition', index }]);
  let known = 0;
  let absent = 1;
  while (await began(absent)) [known, absent] = [absent, absent * 2];
  while (absent - known > 1) {
    const middle = Math.floor((known + absent) / 2);
    if (await began(middle)) known = middle;
    else absent = middle;
  }
  return known;
}

/** The heads of loops around a node that something in it goes back to. Splits keep within themselves. */
function headsOf(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'repeat':
      return [node.head];
    case 'switch':
      return node.cases.flatMap(({ block }) => block.flatMap(headsOf));
    case 'loop':
      return node.body.flatMap(headsOf).filter((head) => head !== node.head);
    default:
      return [];
  }
}

function once(find: Source): Source {
  let found: Promise<TaskOutput> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

const nothing: Source = async () => {
  throw new TypeError('nothing comes before the start');
};
