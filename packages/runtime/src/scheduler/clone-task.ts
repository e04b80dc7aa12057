import { keys, type TaskKey, type TaskNode } from '@frazil/core';
import { readTask } from '../records/read-task.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { writeRecord } from '../records/write-record.ts';
import { type Place, taskName } from './place.ts';
import type { RunState } from './run-state.ts';
import { outputOf, type TaskOutput } from './task-output.ts';

/** Copies a task of the resumed run: its record alone, for its artifacts are shared. Undefined when it has to run. */
export async function cloneTask(state: RunState, node: TaskNode, place: Place): Promise<TaskOutput | undefined> {
  const { input, run } = state;
  const key = originKey(state, node, place);
  const original = key && (await readTask(input.store, key));
  if (key === undefined || original === undefined) return undefined;
  const record: TaskRecord = {
    ...original,
    run,
    inputs: original.inputs.map((path) => inRun(path, run)),
    origin: original.origin ?? `${key.flow}/${key.run}/${key.step}/${key.task}`,
  };
  await writeRecord(input.store, keys.task({ ...key, run }), record);
  state.reporter.report({ kind: 'task-cloned', step: key.step, task: key.task, origin: record.origin ?? '' });
  return outputOf(record, true);
}

/** Whether a task would be copied of the resumed run. */
export async function isInOrigin(state: RunState, node: TaskNode, place: Place): Promise<boolean> {
  const key = originKey(state, node, place);
  return key !== undefined && (await readTask(state.input.store, key)) !== undefined;
}

/** The task in the resumed run; undefined when it is to run again, whatever that run did. */
function originKey({ origin, input }: RunState, { step }: TaskNode, place: Place): TaskKey | undefined {
  if (!origin || !place.isAfterClones || origin.again.has(step.name)) return undefined;
  return { flow: input.plan.flow, run: origin.record.run, step: step.name, task: taskName(place) };
}

/** The same task's path in another run. */
function inRun(path: string, run: string): string {
  const [flow, , ...rest] = path.split('/');
  return [flow, run, ...rest].join('/');
}
