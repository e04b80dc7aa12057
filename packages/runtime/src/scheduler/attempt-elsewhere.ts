import { keys, type RemoteAttempt, type RemoteEnd, type RemoteLauncher, type RemoteWatcher, type Store } from '@frazil/core';
import { type AttemptEnd, AttemptRecord } from '../records/attempt-record.ts';
import { parseRecord } from '../records/parse-record.ts';
import { readTask } from '../records/read-task.ts';
import { writeRecord } from '../records/write-record.ts';
import type { AttemptOutcome, Tools } from '../supervisor/attempt.ts';
import { brokenEnd, knownError } from '../supervisor/known-error.ts';

/** What an attempt in another place is made with. */
export type ElsewhereTools = Pick<Tools, 'signal' | 'killSignal'> & { readonly store: Store; readonly remote: RemoteLauncher };

/**
 * Makes one attempt of a task in another place: its worker writes all records, and how it ended is read there. One that left none gets
 * one here, so that no attempt is without. Never rejects.
 */
export async function attemptElsewhere(input: RemoteAttempt, tools: ElsewhereTools, watcher: RemoteWatcher): Promise<AttemptOutcome> {
  const started = new Date();
  try {
    const end = await tools.remote.run(input, watcher, tools).catch((error: unknown) => brokenOrStopped(error, tools));
    return await outcomeOf(input, tools, { started, end });
  } catch (error) {
    const known = knownError(error, 'reading what a task left');
    return { end: brokenEnd(known), record: undefined, error: known };
  }
}

function brokenOrStopped(error: unknown, { signal }: ElsewhereTools): RemoteEnd {
  if (signal.aborted) return { kind: 'crashed', exitCode: null, reason: 'It was stopped before it began.' };
  const { code, message, hint } = knownError(error, 'starting a task');
  return { kind: 'broken', code, message, hint };
}

interface SeenEnd {
  readonly started: Date;
  readonly end: RemoteEnd;
}

async function outcomeOf({ key, attempt }: RemoteAttempt, tools: ElsewhereTools, { started, end }: SeenEnd): Promise<AttemptOutcome> {
  const { store, signal } = tools;
  const record = await readTask(store, key);
  if (record) return { end: { kind: 'done' }, record, error: undefined };
  const place = keys.attempt(key, attempt);
  const bytes = await store.get(place);
  const seen: AttemptEnd = signal.aborted ? { kind: 'interrupted' } : end.kind === 'crashed' ? { ...end, signal: null } : end;
  const recorded = bytes && parseRecord(AttemptRecord, place, bytes).end;
  // A worker that was told to end, and not by this run, lost its place: to a machine that is needed elsewhere, for one.
  const isLost = recorded?.kind === 'interrupted' && !signal.aborted;
  if (recorded) return { end: isLost ? seen : recorded, record: undefined, error: undefined };
  const finished = new Date().toISOString();
  await writeRecord(store, place, { schema: 1, ...key, attempt, started: started.toISOString(), finished, end: seen });
  return { end: seen, record: undefined, error: undefined };
}
