import { join } from 'node:path';
import {
  isStart,
  type Launcher,
  type PathSegment,
  pathText,
  type Store,
  type TaskKey,
  type TriggeringEvent,
  triggerArguments,
} from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { AttemptEnd } from '../records/attempt-record.ts';
import { parametersOfRun } from '../records/parameters-of-run.ts';
import { readRun } from '../records/read-run.ts';
import { readTask } from '../records/read-task.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { makeRunFolder, removeRunFolder } from '../scheduler/run-folder.ts';
import type { RunInput, StepPython } from '../scheduler/run-input.ts';
import { attemptInput } from '../scheduler/task-input.ts';
import { beginTaskList } from '../scheduler/task-list.ts';
import type { AttemptOutcome, AttemptWatcher } from '../supervisor/attempt.ts';
import { createBlobs } from '../supervisor/blobs.ts';
import { catches, caughtFailure } from '../supervisor/caught-failure.ts';
import { superviseTask } from '../supervisor/supervise-task.ts';
import { claimAttempt } from './attempt-number.ts';
import { beginRun, type EngineRun, finishRun } from './engine-run.ts';
import { findPlace } from './find-place.ts';
import { type FollowUp, followUpOf } from './follow-up.ts';
import { meetGang } from './gang-address.ts';
import { startHeartbeat } from './heartbeat.ts';
import { pathOfTask } from './task-path.ts';
import { createTaskReader } from './task-reader.ts';
import { findTask, type TaskSpot } from './task-spot.ts';
import { writeFollowUp } from './write-follow-up.ts';

/** A task that an engine wants done, and what it needs from outside. */
export interface RemoteTaskInput
  extends Omit<EngineRun, 'engine'>,
    Pick<RunInput, 'file' | 'sdk' | 'scratch' | 'variables' | 'secretsProviders' | 'namespace' | 'origin'> {
  /** Undefined for a run whose scheduler is a command of ours: it keeps the run's record, and knows itself how to go on. */
  readonly engine: string | undefined;
  readonly store: Store;
  readonly launcher: Launcher;
  /** The id of the task's place in the plan. */
  readonly place: string;
  /** Its path, which may be too long. */
  readonly path: string;
  /** The engine's number of the attempt, from 0. */
  readonly attempt: number;
  /** The folder that it runs in, absolute. */
  readonly directory: string;
  readonly python: StepPython;
  /** How many seconds a member of a gang waits for its control task. */
  readonly gangPatience: number;
}

/** How a remote task ended. */
export interface RemoteOutcome {
  readonly end: AttemptEnd;
  /** What its engine must know to go on; set when, and only when, the task has now happened and an engine runs the run. */
  readonly followUp: FollowUp | undefined;
  /** Whether it had happened before, so that nothing was to be done. */
  readonly wasDone: boolean;
}

/**
 * Brings one task of a run about that an engine started: finds what comes before it by its place and path, runs it, and says what
 * follows. A task that has happened is not done again. The start writes the run's record, the end finishes it. `signal` ends the
 * task early. Throws when the task can't begin; what goes wrong then is the attempt's end.
 */
export async function runRemoteTask(input: RemoteTaskInput, watcher: AttemptWatcher, signal: AbortSignal): Promise<RemoteOutcome> {
  const { plan, store, run } = input;
  const spot = findTask(plan, input.place);
  if (spot === undefined) throw runtimeErrors.create('runtime.place-missing', { flow: plan.flow, step: input.place });
  const path = pathOfTask(spot, input.path);
  const key: TaskKey = { flow: plan.flow, run, step: spot.task.step.name, task: pathText(path) };
  const done = await readTask(store, key);
  if (done) return { end: { kind: 'done' }, followUp: await conclude(input, { spot, path, key }, done), wasDone: true };
  if (isStart(spot.task.step) && isOfEngine(input)) await beginRun(store, input);
  const outcome = await attemptOrCatch(input, { spot, path, key }, watcher, signal);
  if (outcome.record === undefined) return { end: outcome.end, followUp: undefined, wasDone: false };
  // Where an engine ran a task twice at once, the record that came first counts, for both.
  const record = (await readTask(store, key)) ?? outcome.record;
  return { end: outcome.end, followUp: await conclude(input, { spot, path, key }, record), wasDone: false };
}

interface Task {
  readonly spot: TaskSpot;
  readonly path: readonly PathSegment[];
  readonly key: TaskKey;
}

const LOST = 'All attempts ended without a word: their machines or pods were lost.';

/** One attempt; at the last one, a step that is `@catch` goes on although it failed. */
async function attemptOrCatch(input: RemoteTaskInput, task: Task, watcher: AttemptWatcher, signal: AbortSignal): Promise<AttemptOutcome> {
  const node = task.spot.task;
  if (input.attempt > node.retry.times && catches(node)) return makeAttempt({ ...input, failure: LOST }, task, watcher, signal);
  const outcome = await makeAttempt(input, task, watcher, signal);
  const failure = outcome.record ? undefined : caughtFailure(node, input.attempt, outcome.end);
  if (failure === undefined || signal.aborted) return outcome;
  return makeAttempt({ ...input, attempt: input.attempt + 1, failure }, task, watcher, signal);
}

async function makeAttempt(
  input: RemoteTaskInput & { readonly failure?: string },
  { spot, path, key }: Task,
  watcher: AttemptWatcher,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { plan, store, run, launcher } = input;
  const folder = makeRunFolder(input.scratch);
  try {
    const tools = { store, launcher, signal, killSignal: undefined, blobs: createBlobs(store, join(folder, 'blobs')) };
    const begin = (count: number) => beginTaskList(join(folder, 'inputs'), count, tools.blobs);
    const [place, attempt, triggers, earlier] = await Promise.all([
      findPlace({ reader: createTaskReader(store, key), begin }, spot, path),
      claimAttempt(store, key, input.attempt),
      triggersOf(input),
      isStart(spot.task.step) ? parametersOfRun(store, plan, run) : {},
    ]);
    const mainAddress = await meetGang(store, placeKey(input, key), place, { seconds: input.gangPatience, signal });
    const surroundings = {
      input: { ...input, triggers, stepPython: () => input.python },
      run,
      folder,
      parameters: input.parameters,
      earlier,
      tools,
      failure: input.failure,
    };
    using _ = startHeartbeat(store, key, attempt);
    return await superviseTask(attemptInput({ ...surroundings, mainAddress }, spot.task, place, attempt), tools, watcher);
  } finally {
    removeRunFolder(folder);
  }
}

/** What started the run. Only the start is told of it by the engine. */
async function triggersOf({ plan, store, run }: RemoteTaskInput): Promise<readonly TriggeringEvent[]> {
  if (triggerArguments(plan.triggers).length === 0) return [];
  return (await readRun(store, plan.flow, run)).triggers ?? [];
}

/** Says what follows a task that has happened, and finishes the run when nothing does. Whoever is no engine knows. */
async function conclude(input: RemoteTaskInput, { spot, path, key }: Task, record: TaskRecord): Promise<FollowUp | undefined> {
  if (!isOfEngine(input)) return undefined;
  const followUp = followUpOf(spot, path, record.transition);
  await writeFollowUp(input.store, placeKey(input, key), followUp);
  if (record.transition.kind === 'end') await finishRun(input.store, input, 'done');
  return followUp;
}

function isOfEngine<Input extends RemoteTaskInput>(input: Input): input is Input & EngineRun {
  return input.engine !== undefined;
}

/** Engines know a task by its place. */
function placeKey({ place }: RemoteTaskInput, key: TaskKey): TaskKey {
  return { ...key, step: place };
}
