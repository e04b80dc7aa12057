import { keys, type Store } from '@frazil/core';
import { readRun } from './read-run.ts';
import type { RunRecord } from './run-record.ts';

/** The runs of a flow, newest first; each is read when it is asked for. */
export async function* listRuns(store: Store, flow: string): AsyncGenerator<RunRecord> {
  const prefix = keys.runs(flow);
  const runs: string[] = [];
  for await (const key of store.list(prefix)) runs.push(key.slice(prefix.length, -'.json'.length));
  // Names are microseconds: of two, the longer is the later.
  runs.sort((a, b) => b.length - a.length || (a < b ? 1 : -1));
  for (const run of runs) yield await readRun(store, flow, run);
}

/** The newest run of a flow, or undefined when there is none. */
export async function latestRun(store: Store, flow: string): Promise<RunRecord | undefined> {
  for await (const run of listRuns(store, flow)) return run;
  return undefined;
}
