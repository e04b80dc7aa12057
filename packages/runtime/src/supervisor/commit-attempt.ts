import { readFile } from 'node:fs/promises';
import { type FrazilError, keys, type Store } from '@frazil/core';
import type { AttemptEnd, AttemptRecord } from '../records/attempt-record.ts';
import type { LogTimes } from '../records/log-times.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { writeRecord } from '../records/write-record.ts';
import type { AttemptInput, AttemptOutcome } from './attempt.ts';
import type { FollowedLogs } from './follow-logs.ts';
import { brokenEnd, knownError } from './known-error.ts';
import type { FollowedLog } from './log-follower.ts';
import type { Results } from './results.ts';

/** An attempt that is over, with its blobs stored. */
export interface FinishedAttempt {
  readonly end: AttemptEnd;
  readonly error: FrazilError | undefined;
  readonly results: Results;
  readonly logs: FollowedLogs;
  readonly started: Date;
  readonly finished: Date;
}

/** Writes what remains of an attempt: its logs, then its record, which is the task's when it is done. Never rejects. */
export async function commitAttempt(input: AttemptInput, store: Store, attempt: FinishedAttempt): Promise<AttemptOutcome> {
  try {
    await storeLog(input, store, 'stdout', attempt.logs.stdout.size);
    await storeLog(input, store, 'stderr', attempt.logs.stderr.size);
    if (attempt.end.kind !== 'done') {
      await writeRecord(store, keys.attempt(input.key, input.attempt), attemptRecord(input, attempt));
      return { end: attempt.end, record: undefined, error: attempt.error };
    }
    const record = taskRecord(input, attempt);
    await writeRecord(store, keys.task(input.key), record);
    return { end: attempt.end, record, error: undefined };
  } catch (cause) {
    if (attempt.end.kind !== 'done') return { end: attempt.end, record: undefined, error: attempt.error };
    const error = knownError(cause, 'writing the records of a task');
    return { end: brokenEnd(error), record: undefined, error };
  }
}

const SMALL = 64 * 1024;

async function storeLog(input: AttemptInput, store: Store, stream: keyof FollowedLogs, size: number): Promise<void> {
  if (size === 0) return;
  const path = `${input.frame.scratch}.${stream}`;
  const key = keys.log(input.key, input.attempt, stream);
  if (size > SMALL) await store.putFileIfAbsent(key, path);
  else await store.putIfAbsent(key, await readFile(path));
}

function attemptRecord(input: AttemptInput, { end, results, logs, started, finished }: FinishedAttempt): AttemptRecord {
  return {
    schema: 1,
    ...input.key,
    attempt: input.attempt,
    started: started.toISOString(),
    finished: finished.toISOString(),
    inputs: [...input.inputs],
    end,
    ...logTimes(logs, started),
    ...(results.cards.length > 0 && { cards: results.cards }),
    ...(end.kind === 'failed' && { artifacts: Object.fromEntries(results.artifacts) }),
    ...(input.environment && { environment: input.environment }),
    ...(results.versions && { versions: { ...results.versions } }),
  };
}

function taskRecord(input: AttemptInput, { results, logs, started, finished }: FinishedAttempt): TaskRecord {
  if (results.transition === undefined) throw new TypeError('a task that is done goes somewhere');
  return {
    schema: 1,
    ...input.key,
    attempt: input.attempt,
    index: [...input.index],
    inputs: [...input.inputs],
    artifacts: Object.fromEntries(results.artifacts),
    transition: results.transition,
    ...(results.isCaught && { caught: true as const }),
    items: results.items,
    cards: results.cards,
    started: started.toISOString(),
    finished: finished.toISOString(),
    ...logTimes(logs, started),
    ...(input.environment && { environment: input.environment }),
    ...(results.versions && { versions: { ...results.versions } }),
  };
}

function logTimes({ stdout, stderr }: FollowedLogs, started: Date): { readonly logTimes?: LogTimes } {
  const begun = started.getTime();
  const since = ({ times }: FollowedLog): [number, number][] => times.map(([size, time]) => [size, time - begun]);
  if (stdout.size + stderr.size === 0) return {};
  return { logTimes: { ...(stdout.size > 0 && { stdout: since(stdout) }), ...(stderr.size > 0 && { stderr: since(stderr) }) } };
}
