import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sdkDirectory } from '@frazil/python-sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { inheritedVariables } from './testing/inherited-variables.ts';
import { SPIN_PROGRAM, SPUN_FLOW } from './testing/spun-flow.ts';

vi.setConfig({ testTimeout: 60_000 });

let command: BuiltCommand;
let run: string;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('spun.py', SPUN_FLOW);
  await command.write('program.py', SPIN_PROGRAM);
  expect(await command.run('spun.py run --run-id-file id --factor 3', { BROKEN: '1', SEED: 'first' })).toMatchObject({ exitCode: 1 });
  run = await command.read('id');
});
afterAll(() => command.remove());

async function spun(words: string, variables = {}): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await command.run(`spun.py spin ${words}`, variables);
  expect(exitCode, stderr).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ \S+ /, ''));
}

const records = () => readdir(join(command.folder, 'home/store'), { recursive: true });

test('a step alone, with what it got in a run, which does not change', async () => {
  const before = await records();
  expect(await spun('start', { SEED: 'second' })).toEqual(['[spin/start/0] start 3 first']);
  expect(await spun('body/1')).toEqual(['[spin/body/1] body 1 20 60 kept V 0 [(1, 2, 20)]']);
  expect(await spun(`SpunFlow/${run}/join`)).toEqual(['[spin/join/0] join 90 [0, 1] kept']);
  expect(await records()).toEqual(before);
  expect(await readdir(join(command.folder, 'home'))).not.toContainEqual(expect.stringMatching(/^spin-/));
});

test('a step that failed, without @retry and @catch; a failure is told', async () => {
  expect(await spun(`${run}/end`)).toEqual(['[spin/end/0] end 90']);
  const { exitCode, stderr } = await command.run('spun.py spin end', { BROKEN: '1' });
  expect(exitCode).toBe(1);
  expect(stderr.match(/Attempt/g)).toHaveLength(1);
  expect(stderr).toContain('The step end failed: ValueError: broken\n  hint: Correct the cause, then spin the step again.');
  expect((await command.run('spun.py spin body', { BROKEN: '1' })).exitCode).toBe(1);
});

test("artifacts of one's own, and no decorators", async () => {
  await command.write('mine.py', `ARTIFACTS = {'total': 7}`);
  expect(await spun('end --artifacts-module mine.py')).toEqual(['[spin/end/0] end 7']);
  await command.write('mine.py', `ARTIFACTS = {'${run}/body/0': {'result': 1000}}`);
  expect(await spun('join --artifacts-module mine.py')).toEqual(['[spin/join/0] join 1060 [0, 1] kept']);
  // runtime.artifacts-unusable
  await command.write('mine.py', 'import os\nimport nowhere');
  expect(await command.run('spun.py spin end --artifacts-module mine.py')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(
      "error: mine.py:2: The module of --artifacts-module can't be used: ModuleNotFoundError: No module named 'nowhere'.\n  hint: ",
    ),
    stdout: expect.not.stringMatching(/Traceback|end 90/),
  });
  await command.write('mine.py', '\nx = (');
  expect((await command.run('spun.py spin end --artifacts-module mine.py')).stderr).toContain('error: mine.py:2: ');
  await command.write('mine.py', '');
  expect((await command.run('spun.py spin end --artifacts-module mine.py')).stderr).toContain("can't be used: it has no dictionary");
  // cli.artifacts-unreadable
  const missing = await command.run('spun.py spin end --artifacts-module nowhere.py');
  expect(missing).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^error: The module nowhere.py/) });
  expect(await spun('body/0 --skip-decorators --no-persist')).toEqual(['[spin/body/0] body 0 10 30 kept None 0 [(0, 2, 10)]']);
});

test('what can not be spun', async () => {
  expect(await command.run('spun.py spin nothing')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no step nothing') });
  expect(await command.run(`spun.py spin ${run}`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('names no step to spin') });
  expect(await command.run('spun.py spin body/7')).toMatchObject({ exitCode: 1 });
  const gang = SPUN_FLOW.replace("foreach='items'", 'num_parallel=2').replaceAll('SpunFlow', 'GangFlow').replaceAll('self.input', '1');
  await command.write(
    'gang.py',
    gang.replace('    @environment', '    @parallel\n    @environment').replace('import FlowSpec', 'import parallel, FlowSpec'),
  );
  await command.run('gang.py run');
  const refused = await command.run('gang.py spin body/1');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^error: gang.py:\d+: The step body can't be spun/) });
});

test('what was kept is read by programs, also by those that spun it', async () => {
  const env = {
    ...inheritedVariables(),
    ...{ USER: 'ada', FRAZIL_HOME: join(command.folder, 'home'), FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() },
    FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'),
  };
  const { stdout } = await promisify(execFile)('python3', ['-B', 'program.py', run], { cwd: command.folder, env });
  expect(stdout).toBe('well\n');
});

test('a run that is resumed from its first step has the values that its parameters had', async () => {
  const { stdout } = await command.run(`spun.py resume start --origin-run-id ${run}`, { SEED: 'second' });
  expect(stdout).toContain('start 3 first');
  expect(stdout).toContain('end 90');
});
