import { keys, type Plan, type Store, type TaskKey } from '@frazil/core';
import { PARAMETERS, readTask } from './read-task.ts';
import type { ArtifactReference, TaskRecord } from './task-record.ts';
import { writeRecord } from './write-record.ts';

/** The values of parameters, by the names of their artifacts. */
export type ParameterValues = Readonly<Record<string, ArtifactReference>>;

/** The values that the parameters of a run have, whatever their defaults are now; none when it hasn't come to work them out. */
export async function parametersOfRun(store: Store, { flow, parameters, block: [first] }: Plan, run: string): Promise<ParameterValues> {
  if (first?.kind !== 'task' || parameters.length === 0) return {};
  const settled = await readTask(store, parametersKey({ flow, run }));
  if (settled) return settled.artifacts;
  // Older runs have their first task alone.
  const begun = await readTask(store, { flow, run, step: first.step.name, task: '0' });
  const values = parameters.flatMap(({ attribute }) => {
    const value = begun?.artifacts[attribute];
    return value === undefined ? [] : [[attribute, value] as const];
  });
  return Object.fromEntries(values);
}

/** Writes the values that the parameters of a run have; those that were written first stay. */
export async function writeParameters(store: Store, run: Pick<TaskKey, 'flow' | 'run'>, values: ParameterValues): Promise<void> {
  if (Object.keys(values).length === 0) return;
  const now = new Date().toISOString();
  const record: TaskRecord = {
    schema: 1,
    ...parametersKey(run),
    attempt: 0,
    index: [],
    inputs: [],
    artifacts: { ...values },
    transition: { kind: 'end' },
    items: [],
    cards: [],
    started: now,
    finished: now,
  };
  await writeRecord(store, keys.task(record), record);
}

function parametersKey({ flow, run }: Pick<TaskKey, 'flow' | 'run'>): TaskKey {
  return { flow, run, step: PARAMETERS, task: '0' };
}
