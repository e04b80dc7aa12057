import { type Flow, isFrazilError, keys, type Store, type TaskKey } from '@frazil/core';
import { listRuns, PARAMETERS, readRun } from '@frazil/runtime';
import type { Pathspec } from '../arguments/pathspec.ts';
import { cliErrors } from '../errors.ts';

/** The id of a run of the flow: the latest when none is wanted. Throws when there is none, or not that one. */
export async function findRun(store: Store, flow: string, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined && (await hasRun(store, flow, wanted))) return wanted;
  const known = await firstRuns(store, flow);
  const [latest] = known;
  if (latest === undefined) throw cliErrors.create('cli.no-runs', { flow, store: store.url });
  if (wanted === undefined) return latest;
  throw cliErrors.create('cli.run-not-found', { flow, name: wanted, known });
}

/** The tasks that a pathspec names, those that failed included, in the order of the flow's steps. Throws when there are none. */
export async function findTasks(store: Store, flow: Flow, { run: wanted, step, task }: Pathspec): Promise<readonly TaskKey[]> {
  const run = await findRun(store, flow.name, wanted);
  const all = await tasksOfRun(store, flow, run);
  const found = all.filter((key) => (step === undefined || key.step === step) && (task === undefined || key.task === task));
  if (found.length > 0) return found;
  const pathspec = [flow.name, run, step, task].filter((word) => word !== undefined).join('/');
  throw cliErrors.create('cli.task-not-found', { pathspec, known: all.map((key) => `${key.step}/${key.task}`) });
}

const KNOWN = 5;

async function firstRuns(store: Store, flow: string): Promise<readonly string[]> {
  const runs: string[] = [];
  for await (const { run } of listRuns(store, flow)) if (runs.push(run) === KNOWN) break;
  return runs;
}

async function hasRun(store: Store, flow: string, run: string): Promise<boolean> {
  try {
    await readRun(store, flow, run);
    return true;
  } catch (error) {
    if (isFrazilError(error) && error.code === 'runtime.run-missing') return false;
    throw error;
  }
}

async function tasksOfRun(store: Store, flow: Flow, run: string): Promise<readonly TaskKey[]> {
  const names = new Set<string>();
  for (const prefix of [keys.tasks(flow.name, run), keys.attemptsOfRun(flow.name, run)]) {
    for await (const key of store.list(prefix)) {
      // `STEP/TASK.json` of a task that happened, `STEP/TASK.ATTEMPT.json` of an attempt that failed.
      const name = key.slice(prefix.length).replace(/\..*$/, '');
      if (!name.startsWith(`${PARAMETERS}/`)) names.add(name);
    }
  }
  const natural = new Intl.Collator('en', { numeric: true });
  const place = new Map(flow.steps.map(({ name }, index) => [name, index]));
  const tasks = [...names].map((name) => ({ flow: flow.name, run, step: name.split('/')[0] ?? '', task: name.split('/')[1] ?? '' }));
  return tasks.sort((a, b) => (place.get(a.step) ?? 0) - (place.get(b.step) ?? 0) || natural.compare(a.task, b.task));
}
