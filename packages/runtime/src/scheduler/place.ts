import { type PathSegment, pathText } from '@frazil/core';
import type { ItemsChunk } from '../records/task-record.ts';
import type { TaskList } from './task-list.ts';
import type { TaskOutput } from './task-output.ts';

/** Where a task is in its run: what came before it, and the foreaches, gangs and loops around it. */
export interface Place {
  /** The tasks whose artifacts it gets: none for the start. */
  readonly inputs: readonly TaskOutput[];
  /** Which item, and which repetition, of what is around it, outermost first. */
  readonly path: readonly PathSegment[];
  /** The foreaches and gangs around it, outermost first. */
  readonly foreaches: readonly ForeachItem[];
  /** The items of the foreach that it joins; none of a gang's; absent when it joins a split, or nothing. */
  readonly joined?: readonly ItemsChunk[];
  /** The tasks of the foreach that it joins; `inputs` is empty then. */
  readonly list?: TaskList;
  /** Whether all before it are copies of what the resumed run did. */
  readonly isAfterClones: boolean;
}

/** One item of one foreach, or one member of a gang. */
export interface ForeachItem {
  readonly step: string;
  readonly index: number;
  readonly count: number;
  /** Where the item is; undefined for a gang, whose items are the indexes. */
  readonly items: { readonly variable: string; readonly chunk: ItemsChunk } | undefined;
}

/** The name of a task, which is its path. Pure. */
export function taskName({ path }: Place): string {
  return pathText(path);
}

/** The place of a task inside of a foreach or gang. Pure. */
export function inside(place: Place, item: ForeachItem): Place {
  const path: readonly PathSegment[] = [...place.path, { kind: 'item', index: item.index }];
  return { ...place, path, foreaches: [...place.foreaches, item] };
}
