import { type Exit, isFrazilError, type LaunchedTask } from '@frazil/core';
import type { AttemptEnd } from '../records/attempt-record.ts';
import { type ParameterValues, writeParameters } from '../records/parameters-of-run.ts';
import type { AttemptInput, AttemptOutcome, AttemptWatcher, Tools } from './attempt.ts';
import { checkResults } from './check-results.ts';
import { commitAttempt, type FinishedAttempt } from './commit-attempt.ts';
import { type Conversation, converse } from './conversation.ts';
import { CONNECTION_CLOSED, crashReason } from './crash-reason.ts';
import { type FollowedLogs, followLogs, NO_LOGS } from './follow-logs.ts';
import { brokenEnd, knownError } from './known-error.ts';
import { keepLiveCards, type LiveCardKeeper } from './live-cards.ts';
import { passed } from './passed.ts';
import { noResults, type Results, takeCard } from './results.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { type Cause, createTermination, type Termination } from './termination.ts';

/**
 * Makes one attempt of a task: starts its process, gives it what it asks for, takes what it made into the store, and writes
 * its records, the task's own last: a task has happened or it hasn't, whenever the machine dies. Never rejects: what goes
 * wrong is the attempt's end.
 */
export async function superviseTask(input: AttemptInput, tools: Tools, watcher: AttemptWatcher): Promise<AttemptOutcome> {
  const started = new Date();
  const liveCards = keepLiveCards(tools.store, input.key, input.attempt);
  const over = await attempt(input, { ...tools, liveCards }, watcher).catch((error) =>
    wasStopped(error, tools) ? interrupted() : broken(error),
  );
  const outcome = await commitAttempt(input, tools.store, { ...over, started, finished: new Date() });
  await liveCards.remove();
  removeScratch(input.frame.scratch);
  return outcome;
}

type Over = Omit<FinishedAttempt, 'started' | 'finished'>;

/** Whether a task was told to end before its process had started. */
function wasStopped(error: unknown, { signal }: Tools): boolean {
  return signal.aborted && !isFrazilError(error);
}

function interrupted(): Over {
  return { end: { kind: 'interrupted' }, error: undefined, results: noResults(), logs: NO_LOGS };
}

type AttemptTools = Tools & { readonly liveCards: LiveCardKeeper };

async function attempt(input: AttemptInput, tools: AttemptTools, watcher: AttemptWatcher): Promise<Over> {
  const { scratch } = input.frame;
  makeScratch(scratch);
  const variables = { ...input.process.variables, ...(await input.secrets(tools.signal)) };
  const task = await tools.launcher.launch({ ...input.process, variables, stdout: `${scratch}.stdout`, stderr: `${scratch}.stderr` });
  const termination = createTermination(task, input, tools);
  try {
    return await supervise({ task, termination, watcher }, input, tools);
  } catch (error) {
    termination.kill('broken');
    await task.exit;
    throw error;
  } finally {
    termination.settle();
  }
}

interface Running {
  readonly task: LaunchedTask;
  readonly termination: Termination;
  readonly watcher: AttemptWatcher;
}

async function supervise({ task, termination, watcher }: Running, input: AttemptInput, tools: AttemptTools): Promise<Over> {
  watcher.started(task.id);
  const { store, blobs, liveCards } = tools;
  const finishLogs = followLogs(input.frame.scratch, watcher);
  const keepParameters = (values: ParameterValues) => writeParameters(store, input.key, values);
  const conversation = converse(task.channel, { frame: input.frame, blobs, liveCards, keepParameters });
  const { exit, error } = await untilOver(task, conversation, termination);
  const logs = await finishLogs();
  const { results } = conversation;
  if (!isWell(exit, results) && results.cards.length === 0) await leaveLiveCards(liveCards, results, blobs);
  const problem = error ?? (isWell(exit, results) ? checkResults(input.key.step, input.next, results) : undefined);
  if (problem) return broken(problem, logs);
  return { end: endOf(exit, results, termination.cause, input.frame.timeLimit ?? input.timeout ?? 0), results, logs, error: undefined };
}

const PATIENCE = 2000;

/** Waits for the end of a process and of the talk with it; one that can't be heard or trusted any more is ended. */
async function untilOver(
  task: LaunchedTask,
  conversation: Conversation,
  termination: Termination,
): Promise<{ readonly exit: Exit; readonly error: unknown }> {
  const { results, finished, hangUp } = conversation;
  let error: unknown;
  const heard = finished.then(
    async () => {
      if (results.isDone || results.exception) return;
      const exit = await Promise.race([task.exit, passed(PATIENCE).then(() => undefined)]);
      if (exit === undefined) termination.terminate('unheard');
    },
    (cause: unknown) => {
      error = cause;
      termination.kill('broken');
    },
  );
  const exit = await task.exit;
  hangUp();
  await heard;
  return { exit, error };
}

// A process that crashed left no cards: what they last showed is what there is.
async function leaveLiveCards(liveCards: LiveCardKeeper, results: Results, blobs: Tools['blobs']): Promise<void> {
  for (const card of liveCards.latest()) await takeCard(results, card, card.payload, { blobs }).catch(() => undefined);
}

function isWell(exit: Exit, results: Results): boolean {
  return exit.code === 0 && results.isDone;
}

function endOf(exit: Exit, results: Results, cause: Cause | undefined, timeout: number): AttemptEnd {
  if (isWell(exit, results)) return { kind: 'done' };
  if (cause === 'timed-out') return { kind: 'timed-out', seconds: timeout };
  if (cause === 'interrupted') return { kind: 'interrupted' };
  if (results.exception) return { kind: 'failed', exception: results.exception };
  const reason = cause === 'unheard' ? CONNECTION_CLOSED : crashReason(exit, results.isDone);
  return { kind: 'crashed', exitCode: exit.code, signal: exit.signal, reason };
}

function broken(error: unknown, logs: FollowedLogs = NO_LOGS): Over {
  const known = knownError(error, 'running a task');
  return { end: brokenEnd(known), error: known, results: noResults(), logs };
}
