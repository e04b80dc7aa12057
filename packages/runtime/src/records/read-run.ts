import { keys, type Store } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { parseRecord } from './parse-record.ts';
import { RunRecord } from './run-record.ts';

/** The record of a run. Throws when there is none. */
export async function readRun(store: Store, flow: string, run: string): Promise<RunRecord> {
  const key = keys.run(flow, run);
  const bytes = await store.get(key);
  if (bytes === undefined) throw runtimeErrors.create('runtime.run-missing', { flow, run });
  return parseRecord(RunRecord, key, bytes);
}
