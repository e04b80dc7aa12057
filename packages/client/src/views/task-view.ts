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
  /** Its artifacts; when it isn't done, those that its last attempt left when it raised. */
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
  const last = record ?? (await readAttempts(store, key)).at(-1);
  return last && taskView(store, key, { record, last });
}

/** What is read of a task: its record when it is done, else its last attempt. */
interface TaskEnds {
  readonly record: TaskRecord | undefined;
  readonly last: TaskRecord | AttemptRecord;
}

function taskView(store: Store, key: TaskKey, { record, last }: TaskEnds): TaskView {
  const pathspec = [key.flow, key.run, key.step, key.task].join('/');
  const artifacts = Object.entries(last.artifacts ?? {}).map(([name, reference]) => artifactView(store, pathspec, name, reference));
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
