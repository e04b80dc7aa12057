import { cp, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/shapes', import.meta.url));

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await cp(EXAMPLES, join(command.folder, 'shapes'), { recursive: true });
});
afterAll(() => command.remove());

test.each(SHAPE_EXAMPLES)('$file prints $prints', { timeout: 30_000 }, async ({ file, parameters, prints }) => {
  const options = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, value]);
  const flow = `shapes/${basename(file)}`;
  const [name] = basename(file).split('.');
  expect(await command.run(`${flow} run --max-workers 2 --run-id-file ${name} ${options.join(' ')}`)).toMatchObject({ exitCode: 0 });
  expect((await command.run(`${flow} logs end --stdout`)).stdout).toBe(`${prints}\n`);
});

test('the tasks of a loop are named, dumped and taken over by their paths', async () => {
  const { stdout, stderr } = await command.run('shapes/loops.py dump halve --include number');
  const tasks = [...`${stdout}${stderr}`.matchAll(/halve\/([r\d-]+)/g)].map(([, path]) => path);
  expect(tasks).toEqual(['0-r0', '1-r0', '1-r1', '1-r2', '2-r0', '2-r1']);
  expect((await command.run('shapes/loops.py dump halve/1-r2 --include number')).stdout).toContain('number [int, 5 B] = 1');
  const resumed = await command.run('shapes/loops.py resume halve');
  expect(resumed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Taken over from') });
  expect((await command.run('shapes/loops.py logs end --stdout')).stdout).toBe('3 [1, 1, 3]\n');
});

test('a value that is no case, and a foreach of nothing, are told with their place', async () => {
  const unknown = await command.run('shapes/switch.py run --size huge');
  expect(unknown).toMatchObject({ exitCode: 1 });
  expect(unknown.stderr).toContain("error: switch.py:12: The step start failed: frazil.InvalidNext: self.size is 'huge', which is no case");
  expect(unknown.stderr).toContain("its cases are 'big', 'small', 'none'");
  const source = await readFile(join(EXAMPLES, 'foreach.py'), 'utf8');
  await command.write('nothing.py', source.replace('["one", "two", "three"]', '[]'));
  const nothing = await command.run('nothing.py run');
  expect(nothing).toMatchObject({ exitCode: 1 });
  expect(nothing.stderr).toContain('error: nothing.py:10: ');
  expect(nothing.stderr).toContain('at least one item');
});

test('they are drawn', async () => {
  expect((await command.run('shapes/loops.py show')).stdout).toMatchSnapshot();
  expect((await command.run('shapes/everything.py show')).stdout).toMatchSnapshot();
});
