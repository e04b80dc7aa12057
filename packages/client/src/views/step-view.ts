import { keys, type Store } from '@frazil/core';
import { clientErrors } from '../errors.ts';
import { readTaskView, type TaskView } from './task-view.ts';

/** A step of a run, of which at least one task was tried. */
export interface StepView {
  readonly flow: string;
  readonly run: string;
  readonly name: string;
  /** `FLOW/RUN/STEP`. */
  readonly pathspec: string;
  /** Its tasks, those that failed included, in order of their indexes or against it; each is read when it is asked for. */
  tasks(order?: 'forward' | 'backward'): AsyncIterable<TaskView>;
  /** A task by its name. Throws when there is none. */
  task(name: string): Promise<TaskView>;
}

/** A step's tasks and attempts are under these keys. */
export interface StepKey {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
}

/** Whether a step of a run was tried. */
export async function hasTasks(store: Store, key: StepKey): Promise<boolean> {
  for (const prefix of prefixesOf(key)) for await (const _ of store.list(prefix)) return true;
  return false;
}

/** A step of a run. Nothing is read yet. */
export function stepView(store: Store, { flow, run, step }: StepKey): StepView {
  const pathspec = `${flow}/${run}/${step}`;
  return {
    flow,
    run,
    name: step,
    pathspec,
    tasks: (order = 'forward') => tasksOf(store, { flow, run, step }, order),
    task: async (name) => {
      const found = await readTaskView(store, { flow, run, step, task: name });
      if (found === undefined) throw clientErrors.create('client.not-found', { pathspec: `${pathspec}/${name}`, store: store.url });
      return found;
    },
  };
}

const natural = new Intl.Collator('en', { numeric: true });

async function* tasksOf(store: Store, key: StepKey, order: 'forward' | 'backward'): AsyncGenerator<TaskView> {
  const names = new Set<string>();
  for (const prefix of prefixesOf(key)) {
    // `TASK.json` of a task that happened, `TASK.ATTEMPT.json` of an attempt that failed.
    for await (const each of store.list(prefix)) names.add(each.slice(prefix.length).replace(/\..*$/, ''));
  }
  const sorted = [...names].sort(natural.compare);
  for (const task of order === 'forward' ? sorted : sorted.reverse()) {
    const view = await readTaskView(store, { ...key, task });
    if (view !== undefined) yield view;
  }
}

function prefixesOf({ flow, run, step }: StepKey): readonly string[] {
  return [`${keys.tasks(flow, run)}${step}/`, `${keys.attemptsOfRun(flow, run)}${step}/`];
}
