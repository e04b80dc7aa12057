import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';
import { additionsOf } from './testing/behaviour.ts';
import { openCell, runWhole } from './testing/cell.ts';
import { FAILING_BEHAVIOURS } from './testing/failing-behaviours.ts';
import { SHAPES } from './testing/shapes.ts';
import { WORKING_BEHAVIOURS } from './testing/working-behaviours.ts';

// Two keep two processors busy.
vi.setConfig({ maxConcurrency: 2 });

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command.remove());

describe.each(SHAPES)('$name', (shape) => {
  test.concurrent.each([...WORKING_BEHAVIOURS, ...FAILING_BEHAVIOURS])('$name', async (behaviour) => {
    await behaviour.check(await openCell(command, shape, additionsOf(behaviour, shape.subject)));
  });
});

const OPENS_A_FOREACH = SHAPES.filter(({ block }) => block[0]?.kind === 'foreach');

test.concurrent.each(OPENS_A_FOREACH)('a foreach of nothing fails for good, and a resume goes on: $name', async (shape) => {
  const bodies = { s1: ['if os.environ.get("EMPTY"): self.items = []'] };
  const decorators = { s1: ['@retry(times=1, minutes_between_retries=0)'] };
  const cell = await openCell(command, shape, { before: ['import os', 'from metaflow import *', ''], bodies, decorators });
  const failed = await cell.run('run', { EMPTY: '1' });
  expect(failed.outcome).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('at least one item') });
  expect([...failed.tasks.keys()]).toEqual(['start/0', 's1/0']);
  expect(await failed.tasks.get('s1/0')?.attempts()).toMatchObject([{ end: { kind: 'failed' } }, { end: { kind: 'failed' } }]);
  await runWhole(cell, `resume --origin-run-id ${failed.run.id}`);
});
