import { setTimeout as delay } from 'node:timers/promises';
import type { TaskNode } from '@frazil/core';
import type { AttemptEnd } from '../records/attempt-record.ts';
import type { AttemptOutcome } from '../supervisor/attempt.ts';
import { caughtFailure } from '../supervisor/caught-failure.ts';
import { isHopeless } from '../supervisor/is-hopeless.ts';
import { knownProblem } from '../supervisor/known-error.ts';
import { cloneTask } from './clone-task.ts';
import type { Permit } from './gate.ts';
import { type Place, taskName } from './place.ts';
import { problemOfEnd } from './problem-of-end.ts';
import { failRun, type RunState } from './run-state.ts';
import { type AttemptState, startAttempt } from './start-attempt.ts';
import { outputOf, type TaskOutput } from './task-output.ts';
import { tellAttempt } from './tell-attempt.ts';

/**
 * Brings a task about: copied of the resumed run, or run, with its retries. Undefined when it wasn't: it failed, and so
 * did the run, or the run was stopping. Never rejects. Takes over the permit, if there is one.
 */
export async function runTask(state: RunState, node: TaskNode, place: Place, permit?: Permit): Promise<TaskOutput | undefined> {
  let held = permit;
  try {
    const clone = await cloneTask(state, node, place);
    if (clone) return clone;
    let failure: string | undefined;
    for (let attempt = 0; ; attempt += 1) {
      held ??= await state.gate.acquire('continue');
      if (state.halt.signal.aborted) return undefined;
      const outcome = await makeAttempt({ ...state, failure }, node, place, attempt);
      if (outcome.record) return outputOf(outcome.record, false);
      held.release();
      held = undefined;
      failure = caughtFailure(node, attempt, outcome.end);
      if (failure !== undefined && !state.halt.signal.aborted) continue;
      if (!(await isTriedAgain(state, node, taskName(place), { attempt, end: outcome.end }))) return undefined;
    }
  } catch (error) {
    failRun(state, knownProblem(error, `running the step ${node.step.name}`));
    return undefined;
  } finally {
    held?.release();
  }
}

async function makeAttempt(state: AttemptState, node: TaskNode, place: Place, attempt: number): Promise<AttemptOutcome> {
  const told = { step: node.step.name, task: taskName(place), attempt };
  const make = async (): Promise<AttemptOutcome> => {
    state.progress.running += 1;
    const outcome = await startAttempt(state, node, place, attempt);
    state.progress.running -= 1;
    return outcome;
  };
  return tellAttempt(state.reporter, told, { make, isFinal: (end) => isFinal(state, node, { attempt, end }) });
}

interface Ended {
  readonly attempt: number;
  readonly end: AttemptEnd;
}

function isFinal(state: RunState, node: TaskNode, { attempt, end }: Ended): boolean {
  if (caughtFailure(node, attempt, end) !== undefined) return state.halt.signal.aborted;
  const isLast = attempt >= node.retry.times || end.kind === 'broken' || end.kind === 'interrupted' || isHopeless(end);
  return isLast || state.halt.signal.aborted;
}

/** Whether a failed attempt is followed by another, elsewhere after the wait that was asked for; if not, the run fails. */
async function isTriedAgain(state: RunState, node: TaskNode, task: string, ended: Ended): Promise<boolean> {
  if (isFinal(state, node, ended)) {
    if (ended.end.kind !== 'interrupted') failRun(state, problemOfEnd(state.input, { node, task, end: ended.end }));
    return false;
  }
  // The wait gives a cluster time to recover: somebody at this machine is waiting.
  const waitSeconds = state.input.remote === undefined ? 0 : node.retry.minutesBetweenRetries * 60;
  state.reporter.report({ kind: 'task-retried', step: node.step.name, task, attempt: ended.attempt + 1, waitSeconds });
  // The wait ends early when the run stops; the next attempt then isn't made.
  await delay(waitSeconds * 1000, undefined, { signal: state.halt.signal }).catch(() => undefined);
  return true;
}
