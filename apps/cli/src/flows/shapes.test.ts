import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/shapes', import.meta.url));

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await cp(EXAMPLES, join(command.folder, 'shapes'), { recursive: true });
});
afterAll(() => command.remove());

test('switches and loops, also inside of a foreach, each task with a name of its own', async () => {
  expect(await command.run('shapes/loops.py run --goal 4 --run-id-file id')).toMatchObject({ exitCode: 0 });
  expect((await command.run('shapes/loops.py logs end')).stdout).toContain('4 [1, 1, 3]');
  const { stdout, stderr } = await command.run('shapes/loops.py dump halve --include number');
  const tasks = [...`${stdout}${stderr}`.matchAll(/halve\/([r\d-]+)/g)].map(([, path]) => path);
  expect(new Set(tasks)).toEqual(new Set(['0-r0', '1-r0', '1-r1', '1-r2', '2-r0', '2-r1']));
  const resumed = await command.run('shapes/loops.py resume halve');
  expect(resumed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Taken over from') });
  expect((await command.run('shapes/loops.py logs end')).stdout).toContain('4 [1, 1, 3]');
});

test('nested foreaches, a split and a switch in them, and a gang larger than what may run at once', async () => {
  expect(await command.run('shapes/everything.py run --max-workers 1')).toMatchObject({ exitCode: 0 });
  const results = ['A0', 'a0-even', 'A1', 'a1-odd', 'B0', 'b0-even', 'B1', 'b1-odd', 'B2', 'b2-even'].map((each) => `'${each}'`);
  const { stdout } = await command.run('shapes/everything.py logs end');
  expect(stdout).toContain(`[${results.join(', ')}] [[[0, 0], [0, 1]], [[1, 0], [1, 1], [1, 2]]] [(0, 3), (1, 3), (2, 3)]`);
});

test('both are drawn', async () => {
  expect((await command.run('shapes/loops.py show')).stdout).toMatchSnapshot();
  expect((await command.run('shapes/everything.py show')).stdout).toMatchSnapshot();
});
