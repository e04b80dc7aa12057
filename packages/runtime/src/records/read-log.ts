import { keys, type Store, type TaskKey } from '@frazil/core';
import { readAttempts } from './read-attempts.ts';
import { readTask } from './read-task.ts';

/** One stream of one attempt of a task. */
export interface LogChoice {
  readonly stream: 'stdout' | 'stderr';
  /** The last one when absent. */
  readonly attempt?: number;
}

/**
 * What an attempt wrote, as bytes; undefined when it isn't over. A task copied of a resumed run has the log of the one that
 * really ran.
 */
export async function readLog(store: Store, task: TaskKey, choice: LogChoice): Promise<Uint8Array | undefined> {
  const key = await taskThatRan(store, task);
  const attempts = await readAttempts(store, key);
  const attempt = choice.attempt ?? attempts.at(-1)?.attempt;
  if (!attempts.some((each) => each.attempt === attempt) || attempt === undefined) return undefined;
  return (await store.get(keys.log(key, attempt, choice.stream))) ?? new Uint8Array();
}

/** The task itself, or the one that it is a copy of. */
export async function taskThatRan(store: Store, task: TaskKey): Promise<TaskKey> {
  const [flow, run, step, name] = (await readTask(store, task))?.origin?.split('/') ?? [];
  return flow && run && step && name ? { flow, run, step, task: name } : task;
}
