import { keys, type Store, type TaskKey } from '@frazil/core';
import { parseRecord } from './parse-record.ts';
import { TaskRecord } from './task-record.ts';

/** The name of a step that no flow has: its only task has the parameters' values as artifacts, from the beginning of the run on. */
export const PARAMETERS = '_parameters';

/** The record of a task, or undefined when it hasn't happened. */
export async function readTask(store: Store, task: TaskKey): Promise<TaskRecord | undefined> {
  return read(store, keys.task(task));
}

/** The tasks of a run that have happened, those of one step together, in order of their indexes. */
export async function* listTasks(store: Store, flow: string, run: string): AsyncGenerator<TaskRecord> {
  const keysOfStep: string[] = [];
  let folder = '';
  for await (const key of store.list(keys.tasks(flow, run))) {
    if (key.startsWith(`${keys.tasks(flow, run)}${PARAMETERS}/`)) continue;
    if (folderOf(key) !== folder) yield* inOrder(store, keysOfStep.splice(0));
    folder = folderOf(key);
    keysOfStep.push(key);
  }
  yield* inOrder(store, keysOfStep);
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

async function* inOrder(store: Store, taskKeys: readonly string[]): AsyncGenerator<TaskRecord> {
  // Not made before it is needed: it loads all of ICU, which takes 13 ms.
  const natural = new Intl.Collator('en', { numeric: true });
  for (const key of [...taskKeys].sort(natural.compare)) {
    const record = await read(store, key);
    if (record) yield record;
  }
}

async function read(store: Store, key: string): Promise<TaskRecord | undefined> {
  const bytes = await store.get(key);
  return bytes && parseRecord(TaskRecord, key, bytes);
}
