import { keys, type Store } from '@frazil/core';
import { readRun } from './read-run.ts';
import type { RunRecord } from './run-record.ts';

/** The runs of a flow, newest first; each is read when it is asked for. */
export async function* listRuns(store: Store, flow: string): AsyncGenerator<RunRecord> {
  const runs = [...(await localRuns(store, flow)), ...(await engineRuns(store, flow))].sort((a, b) => b.time - a.time);
  for (const { run } of runs) yield await readRun(store, flow, run);
}

interface NamedRun {
  readonly run: string;
  /** When it began, in microseconds. */
  readonly time: number;
}

/** Runs of this tool are named by their microsecond. */
async function localRuns(store: Store, flow: string): Promise<readonly NamedRun[]> {
  const prefix = keys.runs(flow);
  const runs: NamedRun[] = [];
  for await (const key of store.list(prefix)) {
    const run = key.slice(prefix.length, -'.json'.length);
    if (/^\d+$/.test(run)) runs.push({ run, time: Number(run) });
  }
  return runs;
}

/** A run whose engine started it twice has two times; the first one counts. */
async function engineRuns(store: Store, flow: string): Promise<readonly NamedRun[]> {
  const prefix = keys.startedRuns(flow);
  const times = new Map<string, number>();
  for await (const key of store.list(prefix)) {
    const [, time, run] = /^(\d+)\.(.+)$/.exec(key.slice(prefix.length)) ?? [];
    if (run !== undefined && !times.has(run)) times.set(run, Number(time));
  }
  return [...times].map(([run, time]) => ({ run, time }));
}

/** The newest run of a flow, or undefined when there is none. */
export async function latestRun(store: Store, flow: string): Promise<RunRecord | undefined> {
  for await (const run of listRuns(store, flow)) return run;
  return undefined;
}
