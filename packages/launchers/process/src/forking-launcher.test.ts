import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createForkingLauncher } from './index.ts';

const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-launcher-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function inputFor(python: string) {
  return {
    python,
    arguments: ['-I', '-S', '-c', 'print(42)'],
    directory: folder,
    variables: { PATH: '/usr/bin:/bin' },
    stdout: join(folder, 'stdout'),
    stderr: join(folder, 'stderr'),
  };
}

test('without a fork server that works, tasks are processes of their own', async () => {
  const launcher = createForkingLauncher(join(folder, 'no-server.py'));
  for (let round = 0; round < 3; round += 1) {
    const task = await launcher.launch(inputFor(PYTHON));
    expect(await task.exit).toEqual({ code: 0, signal: null });
  }
  expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('42\n42\n42\n');
});

test('a Python that is missing is said as it is by the process launcher', async () => {
  const launcher = createForkingLauncher(join(folder, 'no-server.py'));
  for (let round = 0; round < 3; round += 1) {
    await expect(launcher.launch(inputFor('/nowhere/python'))).rejects.toMatchObject({ code: 'launcher.python-missing' });
  }
});
