import { keys, type Store, type TaskKey } from '@frazil/core';
import { AttemptRecord } from './attempt-record.ts';
import { parseRecord } from './parse-record.ts';
import { readTask } from './read-task.ts';

/** The attempts of a task that are over, in order. A task copied of a resumed run has none of its own. */
export async function readAttempts(store: Store, task: TaskKey): Promise<readonly AttemptRecord[]> {
  const attempts: AttemptRecord[] = [];
  for (let attempt = 0; ; attempt += 1) {
    const key = keys.attempt(task, attempt);
    const bytes = await store.get(key);
    if (bytes === undefined) break;
    attempts.push(parseRecord(AttemptRecord, key, bytes));
  }
  const done = await readTask(store, task);
  if (done === undefined || done.origin !== undefined) return attempts;
  const { schema, attempt, started, finished, logTimes, versions } = done;
  return [
    ...attempts,
    { schema, ...task, attempt, started, finished, ...(logTimes && { logTimes }), ...(versions && { versions }), end: { kind: 'done' } },
  ];
}
