import { join } from 'node:path';
import { isFrazilError, keys, type Plan, type Problem, type Reporter, type Store, type TaskKey, type TaskNode } from '@frazil/core';
import { parametersOfRun } from '../records/parameters-of-run.ts';
import { readRun } from '../records/read-run.ts';
import type { RunStatus } from '../records/run-record.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { findPlace } from '../remote/find-place.ts';
import { createTaskReader } from '../remote/task-reader.ts';
import { openJournal } from '../scheduler/journal.ts';
import type { Place } from '../scheduler/place.ts';
import { problemOfEnd } from '../scheduler/problem-of-end.ts';
import type { RunEvent } from '../scheduler/run-event.ts';
import { makeRunFolder, removeRunFolder } from '../scheduler/run-folder.ts';
import type { RunInput, RunResult } from '../scheduler/run-input.ts';
import { attemptInput } from '../scheduler/task-input.ts';
import { beginTaskList } from '../scheduler/task-list.ts';
import { tellAttempt, watcherOf } from '../scheduler/tell-attempt.ts';
import type { AttemptInput, AttemptOutcome } from '../supervisor/attempt.ts';
import { type Blobs, createBlobs } from '../supervisor/blobs.ts';
import { superviseTask } from '../supervisor/supervise-task.ts';
import { createSpinStore, type SpinStores } from './spin-store.ts';
import { spunSpots } from './spun-spots.ts';

/** A task of an earlier run that is to be done once more, alone. */
export interface SpinInput {
  /** As for a run; its store is that of the earlier run, and only read. */
  readonly run: Omit<RunInput, 'parameters' | 'origin'>;
  readonly task: TaskKey;
  /** Where records and logs go; artifacts and cards go to `made`, which is thrown away, or with the records when there is none. */
  readonly stores: Omit<SpinStores, 'base'>;
  /** A module whose ARTIFACTS go before those of the earlier run, absolute. */
  readonly artifactsModule: string | null;
  /** Whether the step's decorators do nothing. */
  readonly skipsDecorators: boolean;
}

/**
 * Does a task of an earlier run once more, with what it got then, the flow being as it is now: without retries, and whatever `@catch` says.
 * Nothing of the earlier run changes. Resolves however the task ends; rejects when it can't begin.
 */
export async function spinTask(input: SpinInput, reporter: Reporter<RunEvent>, signal: AbortSignal): Promise<RunResult> {
  const { run, task, stores } = input;
  const [{ parameters }, earlier] = await Promise.all([
    readRun(run.store, task.flow, task.run),
    parametersOfRun(run.store, run.plan, task.run),
  ]);
  const store = createSpinStore({ base: run.store, ...stores });
  const folder = makeRunFolder(run.scratch);
  try {
    const blobs = createBlobs(store, join(folder, 'blobs'));
    const { node, place } = await placeOf(input, folder, blobs);
    const journal = await openJournal({ ...run, store }, parameters);
    reporter.report({ kind: 'run-started', run: journal.record });
    const surroundings = { input: run, run: journal.record.run, folder, parameters, earlier, tools: { blobs } };
    const attempt = spunAttempt(attemptInput(surroundings, node, place, 0), input);
    const outcome = await supervise({ attempt, store, blobs, input }, reporter, signal);
    if (outcome.record && stores.made) await forgetMade(store, attempt.key, outcome.record);
    const { status, problem } = endOf(outcome, node, input);
    return { run: journal.record.run, status, record: await journal.end(status, problem), ...(problem && { problem }) };
  } finally {
    removeRunFolder(folder);
  }
}

interface Spun {
  readonly node: TaskNode;
  readonly place: Place;
}

/** Throws when a task of a step can't be spun, whatever happened in the earlier run. */
export function assertSpinnable(plan: Plan, { step, task }: TaskKey): void {
  spunSpots(plan, step, task);
}

/** The place of the task in the earlier run. Where a step is in several cases of a switch, it is where what came before it happened. */
async function placeOf({ run, task, skipsDecorators }: SpinInput, folder: string, blobs: Blobs): Promise<Spun> {
  const begin = (count: number) => beginTaskList(join(folder, 'inputs'), count, blobs);
  let failure: unknown;
  for (const { spot, path } of spunSpots(run.plan, task.step, task.task)) {
    try {
      const place = await findPlace({ reader: createTaskReader(run.store, task), begin }, spot, path);
      return { node: spunNode(spot.task, skipsDecorators), place };
    } catch (error) {
      if (!isFrazilError(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

function spunNode(node: TaskNode, skipsDecorators: boolean): TaskNode {
  const once = { ...node, retry: { times: 0, minutesBetweenRetries: 0 } };
  const decorators = skipsDecorators ? [] : node.step.decorators.filter(({ name }) => name !== 'catch');
  const step = { ...node.step, decorators };
  return skipsDecorators ? { ...once, step, timeout: undefined, variables: {}, secrets: [] } : { ...once, step };
}

function spunAttempt(attempt: AttemptInput, { task, artifactsModule, skipsDecorators }: SpinInput): AttemptInput {
  const spin = { run: task.run, artifactsModule, skipsDecorators };
  // What came before is the earlier run's.
  const inputs = attempt.inputs.map((path) => path.replace(`/${attempt.key.run}/`, `/${task.run}/`));
  return { ...attempt, inputs, frame: { ...attempt.frame, spin } };
}

interface Attempting {
  readonly attempt: AttemptInput;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly input: SpinInput;
}

function supervise(
  { attempt, store, blobs, input }: Attempting,
  reporter: Reporter<RunEvent>,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { launcher, killSignal } = input.run;
  const told = { step: attempt.key.step, task: attempt.key.task, attempt: 0 };
  const make = () => superviseTask(attempt, { store, blobs, launcher, signal, killSignal }, watcherOf(reporter, told));
  return tellAttempt(reporter, told, { make, isFinal: () => true });
}

/** The record stays, and names nothing that is thrown away. */
async function forgetMade(store: Store, key: TaskKey, record: TaskRecord): Promise<void> {
  const left: TaskRecord = { ...record, artifacts: {}, items: [], cards: [] };
  await store.put(keys.task(key), Buffer.from(JSON.stringify(left)));
}

function endOf({ record, end }: AttemptOutcome, node: TaskNode, { run, task }: SpinInput): { status: RunStatus; problem?: Problem } {
  if (record !== undefined) return { status: 'done' };
  if (end.kind === 'interrupted') return { status: 'interrupted' };
  return { status: 'failed', problem: problemOfEnd(run, { node, task: task.task, end, isSpun: true }) };
}
