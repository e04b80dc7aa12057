import { openClient, type RunView, type TaskView } from '@frazil/client';
import type { Store } from '@frazil/core';
import { expect } from 'vitest';
import type { Cell } from './cell.ts';

/** A run that was, as the TypeScript client sees it. */
export interface RanFlow {
  readonly exitCode: number | null;
  /** What was said of it. */
  readonly stderr: string;
  readonly run: RunView;
  /** The tasks that were tried, by step and path (`s2/0`). */
  readonly tasks: ReadonlyMap<string, TaskView>;
}

/** Reads the run of a cell's flow from the store. */
export async function readRanFlow(store: Store, id: string, outcome: Pick<RanFlow, 'exitCode' | 'stderr'>): Promise<RanFlow> {
  const run = await openClient(store).run(`GrownFlow/${id}`);
  const tasks = new Map<string, TaskView>();
  for await (const step of run.steps()) for await (const task of step.tasks()) tasks.set(`${task.step}/${task.task}`, task);
  return { exitCode: outcome.exitCode, stderr: outcome.stderr, run, tasks };
}

/** Throws unless a run ended well and did what the reference interpreter says. */
export async function expectWhole({ expected }: Cell, ran: RanFlow): Promise<void> {
  expect(ran, ran.stderr).toMatchObject({ exitCode: 0 });
  expect(ran.run.status).toBe('done');
  const values = await Promise.all([...ran.tasks].map(async ([key, task]) => [key, await artifactValue(task, 'value')] as const));
  expect(new Map(values.sort())).toEqual(new Map([...expected].sort()));
}

/** The tasks of the subject in a run; all of them were tried. */
export function subjectsOf({ subjects }: Cell, { tasks }: RanFlow): readonly TaskView[] {
  return subjects.map((name) => {
    const task = tasks.get(name);
    if (task === undefined) throw new Error(`${name} was never tried`);
    return task;
  });
}

/** An artifact's value in a task, as the client reads it. */
export async function artifactValue(task: TaskView, name: string): Promise<unknown> {
  const content = await task.artifact(name).content();
  return content.kind === 'value' ? content.value : content;
}

/** What an attempt wrote, the last one when none is named. */
export async function logOf(task: TaskView, stream: 'stdout' | 'stderr', attempt?: number): Promise<string> {
  return new TextDecoder().decode(await task.log(attempt === undefined ? { stream } : { stream, attempt }));
}
