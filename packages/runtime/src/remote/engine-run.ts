import { keys, type Plan, type Store, type TriggeringEvent } from '@frazil/core';
import { readRun } from '../records/read-run.ts';
import type { RunRecord, RunStatus } from '../records/run-record.ts';
import { firstRecord } from '../scheduler/journal.ts';

/** A run that an engine started. */
export interface EngineRun {
  readonly plan: Plan;
  readonly run: string;
  readonly engine: string;
  readonly username: string;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
  /** What started it. */
  readonly triggers?: readonly TriggeringEvent[];
  /** The code package that it runs, and the flow's file in it. */
  readonly code?: RunRecord['code'];
  /** Values of parameters, as text. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Writes the record of a run that begins; whoever comes second changes nothing. Gives the record as it is in the store. */
export async function beginRun(store: Store, engineRun: EngineRun): Promise<RunRecord> {
  const { plan, run, engine, parameters, code } = engineRun;
  const key = keys.run(plan.flow, run);
  const first: RunRecord = { ...firstRecord(engineRun, parameters), run, engine, ...(code && { code }) };
  const isFirst = (await store.size(key)) === undefined && (await store.putIfAbsent(key, encode(first)));
  const record = isFirst ? first : await readRun(store, plan.flow, run);
  // Also when the record was there: whoever wrote it may have been killed before this.
  await store.put(keys.startedRun(plan.flow, run, Date.parse(record.started) * 1000), Buffer.from('{}'));
  return record;
}

/** Writes how a run ended. A run that is done stays done; one that never began is recorded as well. */
export async function finishRun(store: Store, engineRun: EngineRun, status: Extract<RunStatus, 'done' | 'failed'>): Promise<RunRecord> {
  const record = await beginRun(store, engineRun);
  if (record.status === 'done' || record.status === status) return record;
  const now = new Date().toISOString();
  const finished: RunRecord = { ...record, status, heartbeat: now, finished: now };
  await store.put(keys.run(record.flow, record.run), encode(finished));
  return finished;
}

function encode(record: RunRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record));
}
