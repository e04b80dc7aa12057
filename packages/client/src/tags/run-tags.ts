import { keys, type Store } from '@frazil/core';
import { parseRecord, type RunRecord } from '@frazil/runtime';
import { TagRecord } from './tag-record.ts';

/** The tags of a run: what people gave, and what the system gave. Both sorted. */
export interface RunTags {
  readonly user: readonly string[];
  readonly system: readonly string[];
}

/** What is taken from the tags of a run, and then added. */
export interface TagChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** The tags of a run, with the number of the last change of them; 0 when there was none. */
export interface NumberedTags {
  readonly number: number;
  readonly tags: RunTags;
}

/** Reads the tags of a run as they are now. */
export async function readTags(store: Store, record: RunRecord): Promise<NumberedTags> {
  return tagsAt(store, record, await lastChange(store, record));
}

/** The numbers of the last changes of all runs of a flow that had one: one listing instead of one for each run. */
export async function lastChanges(store: Store, flow: string): Promise<ReadonlyMap<string, number>> {
  const prefix = keys.tags(flow);
  const numbers = new Map<string, number>();
  for await (const key of store.list(prefix)) {
    const [run = '', name = ''] = key.slice(prefix.length).split('/');
    numbers.set(run, Math.max(numbers.get(run) ?? 0, numberOf(name)));
  }
  return numbers;
}

/** The tags of a run after a change. */
export async function tagsAt(store: Store, record: RunRecord, number: number): Promise<NumberedTags> {
  const system = [...record.systemTags].sort();
  if (number === 0) return { number, tags: { user: [...record.tags].sort(), system } };
  const key = keys.tagSet(record.flow, record.run, number);
  const bytes = (await store.get(key)) ?? new Uint8Array();
  return { number, tags: { user: [...parseRecord(TagRecord, key, bytes).tags].sort(), system } };
}

async function lastChange(store: Store, { flow, run }: RunRecord): Promise<number> {
  let last = 0;
  const prefix = keys.tagsOfRun(flow, run);
  for await (const key of store.list(prefix)) last = Math.max(last, numberOf(key.slice(prefix.length)));
  return last;
}

function numberOf(name: string): number {
  return Number.parseInt(name, 10) || 0;
}
