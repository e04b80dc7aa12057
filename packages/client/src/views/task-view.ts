import type { Store, TaskKey } from '@frazil/core';
import {
  type AttemptRecord,
  type LogChoice,
  type LogLine,
  readAttempts,
  readLog,
  readLogLines,
  readTask,
  type TaskRecord,
} from '@frazil/runtime';
import { clientErrors } from '../errors.ts';
import { type ArtifactView, artifactView, type CardView, cardView } from './artifact-view.ts';

/** A task of which at least one attempt is over. */
export interface TaskView extends TaskKey {
  /** `FLOW/RUN/STEP/TASK`. */
  readonly pathspec: string;
  /** What it did; undefined when it isn't done. */
  readonly record: TaskRecord | undefined;
  /** Its artifacts; none when it isn't done. */
  readonly artifacts: readonly ArtifactView[];
  readonly cards: readonly CardView[];
  /** An artifact by its name. Throws when there is none. */
  artifact(name: string): ArtifactView;
  /** The attempts that are over, in order. */
  attempts(): Promise<readonly AttemptRecord[]>;
  /** What an attempt wrote, the last one when none is named; empty when it wrote nothing. */
  log(choice: LogChoice): Promise<Uint8Array>;
  /** The same, line by line, each with the time when it was seen. */
  logLines(choice: LogChoice): Promise<readonly LogLine[]>;
}

/** Reads a task; undefined when no attempt of it is over. */
export async function readTaskView(store: Store, key: TaskKey): Promise<TaskView | undefined> {
  const record = await readTask(store, key);
  if (record === undefined && (await readAttempts(store, key)).length === 0) return undefined;
  return taskView(store, key, record);
}

/** A task whose record was read. */
export function taskView(store: Store, key: TaskKey, record: TaskRecord | undefined): TaskView {
  const pathspec = [key.flow, key.run, key.step, key.task].join('/');
  const artifacts = Object.entries(record?.artifacts ?? {}).map(([name, reference]) => artifactView(store, pathspec, name, reference));
  return {
    ...key,
    pathspec,
    record,
    artifacts,
    cards: (record?.cards ?? []).map((card) => cardView(store, key, card)),
    artifact: (name) => {
      const found = artifacts.find((each) => each.name === name);
      if (found === undefined) throw clientErrors.create('client.not-found', { pathspec: `${pathspec}/${name}`, store: store.url });
      return found;
    },
    attempts: () => readAttempts(store, key),
    log: async (choice) => (await readLog(store, key, choice)) ?? new Uint8Array(),
    logLines: (choice) => readLogLines(store, key, choice),
  };
}
