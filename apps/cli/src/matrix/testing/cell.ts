import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flowOfTree, interpretTree } from '@frazil/testkit';
import { expect } from 'vitest';
import { type Addition, additionsOf } from './addition.ts';
import type { Shape } from './shapes.ts';

/** A flow of one shape with an addition. */
export interface Cell {
  /** Its own, absolute. */
  readonly folder: string;
  /** The flow's file, in the folder. */
  readonly file: string;
  readonly subject: string;
  /** The value that each task must leave, by step and path. */
  readonly expected: ReadonlyMap<string, number>;
  /** The tasks of the subject, by step and path, in order. */
  readonly subjects: readonly string[];
  /** The steps that come after the subject, itself among them. */
  readonly after: ReadonlySet<string>;
}

/** Writes the flow of a cell into a folder of its own, below `parent`. */
export async function openCell(parent: string, { name, block, subject }: Shape, addition: Addition): Promise<Cell> {
  const tree = { start: { kind: 'task', name: 'start' }, block, end: { kind: 'task', name: 'end' } } as const;
  const { flow, source } = flowOfTree(tree, additionsOf(addition, subject));
  const folder = await mkdtemp(join(parent, 'cell-'));
  const file = join(folder, `${name.replaceAll(' ', '_')}.py`);
  await writeFile(file, source);
  const expected = interpretTree(tree);
  const subjects = [...expected.keys()].filter((each) => each.startsWith(`${subject}/`));
  expect(subjects, `${subject} of ${name} runs`).not.toEqual([]);
  return { folder, file, subject, expected, subjects, after: stepsAfter(flow.steps, subject) };
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
