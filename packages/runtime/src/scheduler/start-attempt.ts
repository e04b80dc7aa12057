import { isStart, type RemoteWatcher, type TaskNode } from '@frazil/core';
import { parametersOfRun } from '../records/parameters-of-run.ts';
import type { AttemptOutcome } from '../supervisor/attempt.ts';
import { superviseTask } from '../supervisor/supervise-task.ts';
import { attemptElsewhere } from './attempt-elsewhere.ts';
import { type Place, taskName } from './place.ts';
import type { RunState } from './run-state.ts';
import { attemptInput } from './task-input.ts';
import { watcherOf } from './tell-attempt.ts';

/** A run, with why all attempts at a `@catch` step failed, when it goes on with that. */
export type AttemptState = RunState & { readonly failure: string | undefined };

/** Makes one attempt of a task, on this machine or where the run's tasks are, and reports what it says. Never rejects. */
export async function startAttempt(state: AttemptState, node: TaskNode, place: Place, attempt: number): Promise<AttemptOutcome> {
  const { input, run, reporter, tools } = state;
  const name = { step: node.step.name, task: taskName(place), attempt };
  const here = watcherOf(reporter, name);
  if (input.remote === undefined) {
    const earlier = isStart(node.step) ? await parametersOfRun(input.store, input.plan, run) : {};
    return superviseTask(attemptInput({ ...state, earlier }, node, place, attempt), tools, here);
  }
  const watcher: RemoteWatcher = {
    started: (called) => reporter.report({ kind: 'task-started', ...name, name: called }),
    waits: (reason) => reporter.report({ kind: 'task-waiting', ...name, reason }),
    line: here.line,
  };
  const key = { flow: input.plan.flow, run, step: name.step, task: name.task };
  return attemptElsewhere({ key, node, attempt }, { ...tools, remote: input.remote }, watcher);
}
