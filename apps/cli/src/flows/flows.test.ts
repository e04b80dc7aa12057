import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from '../testing/command.ts';
import { BASE_MODULE, ELSEWHERE_MODULE, FAILING_FLOW, NESTED_FLOW, PROCESSES_FLOW } from './flow-sources.ts';

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await mkdir(join(command.folder, 'flöws/steps'), { recursive: true });
  await command.write('flöws/nested.py', NESTED_FLOW);
  await command.write('flöws/steps/base.py', BASE_MODULE);
  await mkdir(join(command.folder, 'lib'));
  await command.write('lib/elsewhere.py', ELSEWHERE_MODULE);
  await symlink('flöws/nested.py', join(command.folder, 'link.py'));
  await command.write('flöws/processes.v2.py', PROCESSES_FLOW);
  await command.write('failing.py', FAILING_FLOW);
});
afterAll(() => command.remove());

/** What the tasks of a step wrote. */
async function logs(flow: string, step: string): Promise<readonly string[]> {
  const { stdout } = await command.run(`${flow} logs ${step} --stdout`);
  return stdout.trimEnd().split('\n');
}

test('nested foreaches, inherited steps, joins; through a link from another folder, with modules on PYTHONPATH', async () => {
  const variables = { PYTHONPATH: join(command.folder, 'lib') };
  expect(await command.run('link.py --environment=local run --letters x,y --title fr', variables)).toMatchObject({ exitCode: 0 });
  expect((await command.run('link.py dump join_letters --include name', variables)).stdout).toBe("name [elsewhere.Name, 42 B] = 'fr'\n");
  const numbers = "{1: ((1, 0), ['ll', 'rr', 1]), 2: ((2, 1), ['ll', 'rr', 2])}";
  expect(await logs('link.py', 'end')).toEqual([
    `{'x': ${numbers}, 'y': ${numbers}}`,
    "[[(0, 2, 'x'), (1, 2, 2)], [(1, 2, 'y'), (1, 2, 2)]]",
    "['2 numbers', '2 numbers'] MergeConflict",
  ]);
});

test('processes of every kind in a step, in a file whose name is no name of a module', async () => {
  const outcome = await command.run('flöws/processes.v2.py --environment=local run', { FOLDER: command.folder });
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(await logs('flöws/processes.v2.py', 'start')).toEqual([
    'fork [4, 9] [4]',
    'spawn [4, 9] [4]',
    'forkserver [4, 9] [4]',
    'executor [25]',
    "threads [(6, 'start')]",
  ]);
  expect(await logs('flöws/processes.v2.py', 'other')).toEqual(['sub True', 'shell', "stdin '' Point True [1]", 'ünï 🧊', 'late']);
  expect((await command.run('flöws/processes.v2.py logs other --stderr')).stdout).toBe('0%\r50%\r100%\n\\udcff\nlogger says hello\n');
  expect(await logs('flöws/processes.v2.py', 'end')).toEqual(['[1, 2] True']);
});

test.each([
  ['exit', 'The process exited with code 3.'],
  ['quit', 'the step called sys.exit(0); end a step with self.next(...)'],
  ['crash', 'The process crashed with a segmentation fault'],
  ['sleep', 'It took longer than the 1 seconds it may take.'],
  ['lambda', "self.made is a list, which can't be pickled"],
  ['import', "No module named 'not_installed_anywhere'"],
])('a step that fails by %s says so, twice, and is resumed', async (how, reason) => {
  const { exitCode, stderr } = await command.run(`failing.py --environment=local run --how ${how}`);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('error: failing.py:18: The step fails ');
  expect(stderr).toContain(reason);
  expect(stderr).toContain('Attempt 2 failed');
  expect(stderr).not.toContain('Attempt 3');
  expect(stderr).toContain('frazil failing.py --environment=local resume');
});

test('a retry that works, and a resume with the parameters of the run that failed', async () => {
  expect(await command.run('failing.py --environment=local run --how once')).toMatchObject({ exitCode: 0 });
  expect(await logs('failing.py', 'fails')).toEqual(['attempt 1 kept']);
  expect(await command.run('failing.py --environment=local run --how quit')).toMatchObject({ exitCode: 1 });
  const resumed = await command.run('failing.py --environment=local resume', { HOW: 'nothing' });
  expect(resumed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Taken over from') });
  expect(await logs('failing.py', 'fails')).toEqual(['attempt 0 kept']);
  expect((await command.run('failing.py dump fails --include how')).stdout).toContain("how [str, 19 B] = 'quit'");
});
