import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';
import { BEHAVIOURS, LONE_BEHAVIOURS } from './testing/behaviours.ts';
import { LOCAL_BEHAVIOURS } from './testing/local-behaviours.ts';
import { openLocalCell } from './testing/local-cell.ts';
import { SHAPES } from './testing/shapes.ts';
import { runWords } from './testing/words-of-given.ts';

// Two keep two processors busy.
vi.setConfig({ maxConcurrency: 2 });

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command.remove());

describe.each(SHAPES)('$name', (shape) => {
  test.concurrent.each([...BEHAVIOURS, ...LONE_BEHAVIOURS])('$name', async (behaviour) => {
    const cell = await openLocalCell(command, shape, behaviour);
    const { given = {} } = behaviour;
    await behaviour.check(cell, await cell.runWhole(runWords(given), given.variables));
  });

  test.concurrent.each(LOCAL_BEHAVIOURS)('$name', async (behaviour) => {
    await behaviour.check(await openLocalCell(command, shape, behaviour));
  });
});

const OPENS_A_FOREACH = SHAPES.filter(({ block }) => block[0]?.kind === 'foreach');

test.concurrent.each(OPENS_A_FOREACH)('a foreach of nothing fails for good, and a resume goes on: $name', async (shape) => {
  const cell = await openLocalCell(
    command,
    { ...shape, subject: 's1' },
    {
      name: 'a foreach of nothing',
      decorators: ['@retry(times=1, minutes_between_retries=0)'],
      body: ['if os.environ.get("EMPTY"): self.items = []'],
    },
  );
  const failed = await cell.run('run', { EMPTY: '1' });
  expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('at least one item') });
  expect([...failed.tasks.keys()]).toEqual(['start/0', 's1/0']);
  expect(await failed.tasks.get('s1/0')?.attempts()).toMatchObject([{ end: { kind: 'failed' } }, { end: { kind: 'failed' } }]);
  await cell.runWhole(`resume --origin-run-id ${failed.run.id}`);
});
