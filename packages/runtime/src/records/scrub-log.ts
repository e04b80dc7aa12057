import { keys, type Store, type TaskKey } from '@frazil/core';
import type { AttemptEnd, AttemptRecord } from './attempt-record.ts';
import { type LogChoice, readLogOfAttempt, taskThatRan } from './read-log.ts';

/**
 * Puts a notice in the place of what an attempt wrote to a stream, and on stderr in that of the words of what ended it. Nothing happens where
 * nothing was written, nor in the task's record. Gives the attempt that was scrubbed; undefined when it isn't over.
 */
export async function scrubLog(store: Store, task: TaskKey, choice: LogChoice, notice: string): Promise<number | undefined> {
  const log = await readLogOfAttempt(store, task, choice);
  if (log === undefined) return undefined;
  const { attempt } = log;
  const key = await taskThatRan(store, task);
  const logKey = keys.log(key, attempt.attempt, choice.stream);
  if ((await store.size(logKey)) !== undefined) await store.put(logKey, Buffer.from(`${notice}\n`));
  if (choice.stream === 'stderr' && attempt.end.kind === 'failed')
    await scrubEnd(store, key, { ...attempt, end: scrubbed(attempt.end, notice) });
  return attempt.attempt;
}

function scrubbed(end: Extract<AttemptEnd, { kind: 'failed' }>, notice: string): AttemptEnd {
  return { ...end, exception: { type: end.exception.type, message: notice, traceback: notice } };
}

async function scrubEnd(store: Store, task: TaskKey, record: AttemptRecord): Promise<void> {
  await store.put(keys.attempt(task, record.attempt), Buffer.from(JSON.stringify(record)));
}
