import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Problem, Reporter } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { writeParameters } from '../records/parameters-of-run.ts';
import type { RunRecord, RunStatus } from '../records/run-record.ts';
import { assertSecretsProviders } from '../secrets/read-secrets.ts';
import { createBlobs } from '../supervisor/blobs.ts';
import { knownProblem } from '../supervisor/known-error.ts';
import { createGate } from './gate.ts';
import { type Journal, openJournal } from './journal.ts';
import { type OpenedOrigin, openOrigin } from './origin.ts';
import { runBlock } from './run-block.ts';
import type { RunEvent } from './run-event.ts';
import { makeRunFolder, removeRunFolder } from './run-folder.ts';
import type { RunInput, RunResult } from './run-input.ts';
import type { RunState } from './run-state.ts';

/** How many tasks run in another place when nobody says: as many as with Metaflow. */
const REMOTE_WORKERS = 16;

/**
 * Runs a plan from this machine: tasks in order, as many at a time as allowed, retried as asked; results and records go to
 * the store. Resolves however the run ends; rejects only when it can't begin. When `signal` aborts, running tasks get a
 * SIGTERM and the run ends `interrupted`.
 */
export async function runPlan(input: RunInput, reporter: Reporter<RunEvent>, signal: AbortSignal): Promise<RunResult> {
  signal.throwIfAborted();
  assertSecretsProviders(input.plan, input.secretsProviders ?? []);
  const origin = input.origin && (await openOrigin(input.store, input.plan, input.origin));
  const journal = await openJournal(input, origin?.record.parameters ?? input.parameters);
  reporter.report({ kind: 'run-started', run: journal.record });
  const begun = performance.now();
  const over = await runAll({ input, record: journal.record, origin, reporter }, signal).catch((error: unknown) => ({
    isComplete: false,
    problem: knownProblem(error, 'beginning the run'),
  }));
  const result = await endRun(journal, over);
  reporter.report({
    kind: 'run-finished',
    run: result.run,
    status: result.status,
    seconds: (performance.now() - begun) / 1000,
    ...(result.problem && { problem: result.problem }),
  });
  return result;
}

interface Over {
  readonly isComplete: boolean;
  /** What made the run fail. */
  readonly problem: Problem | undefined;
}

interface Begun {
  readonly input: RunInput;
  readonly record: RunRecord;
  readonly origin: OpenedOrigin | undefined;
  readonly reporter: Reporter<RunEvent>;
}

async function runAll({ input, record, origin, reporter }: Begun, signal: AbortSignal): Promise<Over> {
  const { run, parameters } = record;
  const folder = makeRunFolder(input.scratch);
  const { store, launcher, killSignal } = input;
  const tools = { store, launcher, signal, killSignal, blobs: createBlobs(store, join(folder, 'blobs')) };
  const gate = createGate(input.maxWorkers ?? (input.remote ? REMOTE_WORKERS : availableParallelism()));
  const halt = new AbortController();
  const progress = { running: 0, problem: undefined };
  if (origin) await writeParameters(store, record, origin.parameters);
  const state: RunState = { input, reporter, run, folder, tools, gate, origin, parameters, halt, progress };
  const stop = (): void => {
    halt.abort();
    reporter.report({ kind: 'run-interrupting', tasks: state.progress.running });
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await runBlock(state, input.plan.block, { inputs: [], path: [], foreaches: [], isAfterClones: true });
    return { isComplete: end !== undefined, problem: state.progress.problem };
  } finally {
    signal.removeEventListener('abort', stop);
    removeRunFolder(folder);
  }
}

async function endRun(journal: Journal, { isComplete, problem: failure }: Over): Promise<RunResult> {
  const { run } = journal.record;
  const status: RunStatus = isComplete ? 'done' : failure ? 'failed' : 'interrupted';
  const problem = status === 'interrupted' ? runtimeErrors.problem('runtime.interrupted', { run }) : failure;
  try {
    const record = await journal.end(status, problem);
    return { run, status, record, ...(problem && { problem }) };
  } catch (error) {
    const told = problem ?? knownProblem(error, "writing the run's record");
    return { run, status: status === 'done' ? 'failed' : status, record: journal.record, problem: told };
  }
}
