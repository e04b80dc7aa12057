import { keys, type Store, type TaskKey } from '@frazil/core';
import type { AttemptEnd, AttemptRecord } from './attempt-record.ts';
import { readAttempts } from './read-attempts.ts';
import { readTask } from './read-task.ts';

/** One stream of one attempt of a task. */
export interface LogChoice {
  readonly stream: 'stdout' | 'stderr';
  /** The last one when absent. */
  readonly attempt?: number;
}

/**
 * What an attempt wrote, as bytes, and on stderr what ended it when it failed; undefined when it isn't over. A task
 * copied of a resumed run has the log of the one that really ran.
 */
export async function readLog(store: Store, task: TaskKey, choice: LogChoice): Promise<Uint8Array | undefined> {
  return (await readLogOfAttempt(store, task, choice))?.bytes;
}

/** Like {@link readLog}, with the record of the attempt. */
export async function readLogOfAttempt(
  store: Store,
  task: TaskKey,
  choice: LogChoice,
): Promise<{ readonly bytes: Uint8Array; readonly attempt: AttemptRecord } | undefined> {
  const key = await taskThatRan(store, task);
  const attempts = await readAttempts(store, key);
  const attempt = attempts.find((each) => each.attempt === (choice.attempt ?? attempts.at(-1)?.attempt));
  if (attempt === undefined) return undefined;
  const written = (await store.get(keys.log(key, attempt.attempt, choice.stream))) ?? new Uint8Array();
  return { attempt, bytes: choice.stream === 'stderr' ? Buffer.concat([written, Buffer.from(lastWords(attempt.end))]) : written };
}

function lastWords(end: AttemptEnd): string {
  switch (end.kind) {
    case 'failed':
      return `${end.exception.traceback.trimEnd()}\n`;
    case 'crashed':
      return `${end.reason}\n`;
    case 'timed-out':
      return `The attempt took longer than ${end.seconds} s.\n`;
    case 'broken':
      return `${end.message}\n`;
    case 'done':
    case 'interrupted':
      return '';
  }
}

/** The task itself, or the one that it is a copy of. */
export async function taskThatRan(store: Store, task: TaskKey): Promise<TaskKey> {
  const [flow, run, step, name] = (await readTask(store, task))?.origin?.split('/') ?? [];
  return flow && run && step && name ? { flow, run, step, task: name } : task;
}
