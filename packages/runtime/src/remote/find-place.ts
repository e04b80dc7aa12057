import type { Block, PathSegment } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { ForeachItem, Place } from '../scheduler/place.ts';
import type { TaskList } from '../scheduler/task-list.ts';
import type { TaskOutput } from '../scheduler/task-output.ts';
import { endOfBlock, type Source, sourceBefore } from './find-ends.ts';
import type { TaskReader } from './task-reader.ts';
import { aroundsOf, nodeAt, type Spot, type TaskSpot } from './task-spot.ts';

type Path = readonly PathSegment[];

/** What it takes to find a task's place. */
export interface PlaceFinder {
  readonly reader: TaskReader;
  /** Begins the list of the tasks of a foreach. */
  readonly begin: (count: number) => TaskList;
}

/**
 * The place of a task in its run, found by its place in the plan and its path alone: the tasks before it, and the foreaches and
 * gangs around it, from their records. Throws when one of them hasn't happened.
 */
export async function findPlace({ reader, begin }: PlaceFinder, { spot, isJoin }: TaskSpot, path: Path): Promise<Place> {
  const before = sourceBefore(reader, spot, path);
  const foreaches = await findForeaches(reader, spot, path);
  const around = { path, foreaches, isAfterClones: false };
  if (before === undefined) return { ...around, inputs: [] };
  if (!isJoin) return { ...around, inputs: [await before()] };
  const node = nodeAt(spot);
  if (node?.kind === 'parallel') {
    const inputs = await Promise.all(node.branches.map((branch) => lastOf(reader, branch, path, before)));
    return { ...around, inputs };
  }
  if (node?.kind !== 'foreach' && node?.kind !== 'gang') throw new TypeError('a join closes a split, a foreach or a gang');
  const split = await before();
  const endOf = (index: number) => lastOf(reader.anew(), node.body, [...path, { kind: 'item', index }], async () => split);
  const count = countOf(split);
  if (node.kind === 'foreach') return { ...around, inputs: [], list: await listEnds(begin(count), endOf), joined: split.items };
  return { ...around, inputs: await Promise.all(Array.from({ length: count }, (_, index) => endOf(index))), joined: [] };
}

const AT_ONCE = 32;

/** Of the ends of a foreach a few are in memory at a time. */
async function listEnds(list: TaskList, endOf: (index: number) => Promise<TaskOutput>): Promise<TaskList> {
  let next = 0;
  const follow = async (): Promise<void> => {
    while (next < list.count) {
      const index = next;
      next += 1;
      list.note(index, await endOf(index));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, follow));
  list.finish();
  return list;
}

async function lastOf(reader: TaskReader, block: Block, path: Path, before: Source): Promise<TaskOutput> {
  return (await endOfBlock(reader, block, path, before)).output;
}

async function findForeaches(reader: TaskReader, spot: Spot, path: Path): Promise<readonly ForeachItem[]> {
  const items: Promise<ForeachItem>[] = [];
  let depth = 0;
  for (const around of aroundsOf(spot)) {
    if (around.kind === 'item') items.push(foreachItem(reader, around.spot, path.slice(0, depth + 1)));
    if (around.kind === 'item' || around.kind === 'repetition') depth += 1;
  }
  return Promise.all(items);
}

async function foreachItem(reader: TaskReader, spot: Spot, path: Path): Promise<ForeachItem> {
  const split = await sourceBefore(reader, spot, path.slice(0, -1))?.();
  const index = path.at(-1)?.index ?? 0;
  const node = nodeAt(spot);
  if (split === undefined || node === undefined) throw new TypeError('a foreach comes after the step that says its items');
  const count = countOf(split);
  if (index >= count) throw runtimeErrors.create('runtime.item-missing', { step: split.step, index, count });
  const { step, items } = split;
  if (node.kind !== 'foreach') return { step, index, count, items: undefined };
  const chunk = items.find(({ start, count: length }) => index < start + length);
  if (chunk === undefined) throw runtimeErrors.create('runtime.item-missing', { step, index, count });
  return { step, index, count, items: { variable: node.variable, chunk } };
}

function countOf({ transition }: TaskOutput): number {
  return transition.kind === 'foreach' || transition.kind === 'gang' ? transition.count : 0;
}
