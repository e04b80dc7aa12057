import type { ItemsChunk } from '../records/task-record.ts';
import type { TaskOutput } from './task-output.ts';

/** Where a task is in its run: what came before it, and the foreaches around it. */
export interface Place {
  /** The tasks whose artifacts it gets: none for the start and for a join of nothing. */
  readonly inputs: readonly TaskOutput[];
  /** The foreaches around it, outermost first. */
  readonly foreaches: readonly ForeachItem[];
  /** The items of the foreach that it joins; none when it joins a split, or nothing. */
  readonly joined?: readonly ItemsChunk[];
  /** Whether all before it are copies of what the resumed run did. */
  readonly isAfterClones: boolean;
}

/** One item of one foreach. */
export interface ForeachItem {
  readonly step: string;
  readonly variable: string;
  readonly index: number;
  readonly count: number;
  readonly chunk: ItemsChunk;
}

/** The name of a task: its indexes in the foreaches around it, joined; `0` outside of any. Pure. */
export function taskName({ foreaches }: Place): string {
  return foreaches.length === 0 ? '0' : foreaches.map(({ index }) => index).join('-');
}
