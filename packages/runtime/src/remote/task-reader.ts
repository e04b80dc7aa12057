import { keys, type PathSegment, pathText, type Store, type TaskKey, type TaskNode } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { readTask } from '../records/read-task.ts';
import { createGate } from '../scheduler/gate.ts';
import { outputOf, type TaskOutput } from '../scheduler/task-output.ts';

/** Reads what the tasks of a run left, each once. */
export interface TaskReader {
  /** What a task left. Throws when it hasn't happened. */
  read(task: TaskNode, path: readonly PathSegment[]): Promise<TaskOutput>;
  /** Whether a task has happened. */
  has(task: TaskNode, path: readonly PathSegment[]): Promise<boolean>;
  /** A reader that remembers nothing yet. */
  anew(): TaskReader;
}

const AT_ONCE = 32;

/** Makes a reader of a run; so many records are read at a time. */
export function createTaskReader(store: Store, { flow, run }: Pick<TaskKey, 'flow' | 'run'>): TaskReader {
  const outputs = new Map<string, Promise<TaskOutput>>();
  const gate = createGate(AT_ONCE);
  const load = async (key: TaskKey): Promise<TaskOutput> => {
    const permit = await gate.acquire('continue');
    try {
      const record = await readTask(store, key);
      if (record === undefined) throw runtimeErrors.create('runtime.input-missing', { run, step: key.step, task: key.task });
      return outputOf(record, false);
    } finally {
      permit.release();
    }
  };
  const keyOf = ({ step }: TaskNode, path: readonly PathSegment[]): TaskKey => ({ flow, run, step: step.name, task: pathText(path) });
  return {
    read: (task, path) => {
      const key = keyOf(task, path);
      const name = keys.task(key);
      const output = outputs.get(name) ?? load(key);
      outputs.set(name, output);
      return output;
    },
    anew: () => createTaskReader(store, { flow, run }),
    has: async (task, path) => (await store.size(keys.task(keyOf(task, path)))) !== undefined,
  };
}
