import { keys, type Store, type TaskKey } from '@frazil/core';
import type { AttemptRecord } from '../records/attempt-record.ts';
import { writeRecord } from '../records/write-record.ts';

/**
 * The number of an attempt: the engine's, or the next that has no record yet (an engine may start a task again without counting).
 * Attempts before it that left no record, for their machine went without a word, get one, so that none is missing in between.
 */
export async function claimAttempt(store: Store, task: TaskKey, wanted: number): Promise<number> {
  let attempt = wanted;
  while ((await store.size(keys.attempt(task, attempt))) !== undefined) attempt += 1;
  for (let lost = wanted - 1; lost >= 0; lost -= 1) {
    if ((await store.size(keys.attempt(task, lost))) !== undefined) break;
    await writeRecord(store, keys.attempt(task, lost), lostAttempt(task, lost));
  }
  return attempt;
}

function lostAttempt(task: TaskKey, attempt: number): AttemptRecord {
  const now = new Date().toISOString();
  const reason = 'The attempt ended without a word: its machine or pod was lost, or never began to run it.';
  return { schema: 1, ...task, attempt, started: now, finished: now, end: { kind: 'crashed', exitCode: null, signal: null, reason } };
}
