import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openClient, type RunView, type TaskView } from '@frazil/client';
import { createFolderStore } from '@frazil/store-folder';
import { type FlowAdditions, flowOfTree, interpretTree } from '@frazil/testkit';
import { expect } from 'vitest';
import type { BuiltCommand, Outcome } from '../../testing/command.ts';
import type { Shape } from './shapes.ts';

/** A run that was, as the TypeScript client sees it. */
export interface RanFlow {
  readonly outcome: Outcome;
  readonly run: RunView;
  /** The tasks that were tried, by step and path (`s2/0`). */
  readonly tasks: ReadonlyMap<string, TaskView>;
}

/** A flow of one shape with one behaviour. */
export interface Cell {
  readonly command: BuiltCommand;
  /** The flow's file, in the command's folder. */
  readonly file: string;
  /** Its own home, absolute: cells run side by side. */
  readonly home: string;
  readonly subject: string;
  /** The value that each task must leave, by step and path. */
  readonly expected: ReadonlyMap<string, number>;
  /** The tasks of the subject, by step and path, in order. */
  readonly subjects: readonly string[];
  /** The steps that come after the subject, itself among them. */
  readonly after: ReadonlySet<string>;
  /** Runs `run` or `resume` with words. */
  run(words: string, variables?: Readonly<Record<string, string>>): Promise<RanFlow>;
}

/** Writes the flow of a cell, in a folder of its own. */
export async function openCell(command: BuiltCommand, { name, block, subject }: Shape, additions: FlowAdditions): Promise<Cell> {
  const tree = { start: { kind: 'task', name: 'start' }, block, end: { kind: 'task', name: 'end' } } as const;
  const { flow, source } = flowOfTree(tree, additions);
  const folder = await mkdtemp(join(command.folder, 'cell-'));
  const file = join(folder, `${name.replaceAll(' ', '_')}.py`);
  await writeFile(file, source);
  const home = join(folder, 'home');
  const expected = interpretTree(tree);
  const subjects = [...expected.keys()].filter((each) => each.startsWith(`${subject}/`));
  expect(subjects, `${subject} of ${name} runs`).not.toEqual([]);
  return {
    ...{ command, file, home, subject, expected, subjects, after: stepsAfter(flow.steps, subject) },
    run: async (words, variables) => {
      const id = join(folder, 'run-id');
      const outcome = await command.run(`${file} ${words} --run-id-file ${id}`, { FRAZIL_HOME: home, ...variables });
      const client = openClient(createFolderStore(join(home, 'store')));
      const run = await client.run(`GrownFlow/${await readFile(id, 'utf8')}`);
      return { outcome, run, tasks: await tasksOf(run) };
    },
  };
}

/** Runs the flow, which must do what the reference interpreter says. */
export async function runWhole(cell: Cell, words = 'run', variables?: Readonly<Record<string, string>>): Promise<RanFlow> {
  const ran = await cell.run(words, variables);
  expect(ran.outcome, ran.outcome.stderr).toMatchObject({ exitCode: 0 });
  expect(ran.run.status).toBe('done');
  expect(await artifactsOf(ran.tasks, 'value')).toEqual(new Map([...cell.expected].sort()));
  return ran;
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

async function artifactsOf(tasks: RanFlow['tasks'], name: string): Promise<ReadonlyMap<string, unknown>> {
  const values = await Promise.all([...tasks].map(async ([key, task]) => [key, await artifactValue(task, name)] as const));
  return new Map(values.sort());
}

async function tasksOf(run: RunView): Promise<ReadonlyMap<string, TaskView>> {
  const tasks = new Map<string, TaskView>();
  for await (const step of run.steps()) for await (const task of step.tasks()) tasks.set(`${task.step}/${task.task}`, task);
  return tasks;
}

type Steps = ReturnType<typeof flowOfTree>['flow']['steps'];

function stepsAfter(steps: Steps, subject: string): ReadonlySet<string> {
  const reached = new Set([subject]);
  for (const name of reached) {
    const next = steps.find((step) => step.name === name)?.next;
    for (const target of next === undefined ? [] : targetsOf(next)) reached.add(target);
  }
  return reached;
}

function targetsOf(next: Steps[number]['next']): readonly string[] {
  if ('targets' in next) return next.targets;
  if ('cases' in next) return next.cases.map(({ target }) => target);
  return 'target' in next ? [next.target] : [];
}
