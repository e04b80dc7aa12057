import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, ImportFailure } from '@frazil/core';
import { buildWheel, type WheelInput } from '@frazil/testkit';
import { findPythons } from '@frazil/uv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImports } from './check-imports.ts';

let folder: string;
let python: string;
let packages: string;
const context: Context = { reporter: { report: () => {} }, signal: new AbortController().signal };

const INPUTS: readonly WheelInput[] = [
  {
    name: 'good',
    version: '1',
    files: { 'good/__init__.py': 'import os; print("hello"); os.write(1, b"noise")', 'tests/__init__.py': '1/0' },
  },
  { name: 'Two-Names', version: '1', files: { 'one.py': '', '_private.py': '1/0' }, information: { 'top_level.txt': 'one\n_private\n' } },
  { name: 'native', version: '1', files: { 'native.cpython-310-x86_64-linux-gnu.so': 'not a library' } },
  { name: 'stubs', version: '1', files: { 'thing-stubs/__init__.pyi': '' } },
  {
    name: 'extra',
    version: '1',
    files: { 'extra.py': '', 'extrad.py': 'try: import nosuch\nexcept ImportError as e: raise ImportError("no") from e' },
  },
  { name: 'lacking', version: '1', files: { 'lack.py': 'import nosuch' } },
  { name: 'broken', version: '1', files: { 'broken.py': 'raise ValueError("numpy.dtype size changed,\\nExpected 96")' } },
  { name: 'quitter', version: '1', files: { 'quitter.py': 'import sys; sys.exit(3)' } },
  { name: 'crasher', version: '1', files: { 'crasher.py': 'import os, signal; os.kill(os.getpid(), signal.SIGSEGV)' } },
  { name: 'sleeper', version: '1', files: { 'sleeper.py': 'import time; time.sleep(60)' } },
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-check-test-'));
  const [host] = await findPythons(process.env);
  execFileSync(host ?? 'python3', ['-m', 'venv', '--without-pip', join(folder, 'env')]);
  python = join(folder, 'env', 'bin', 'python');
  packages = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], { encoding: 'utf8' }).trim();
  await mkdir(packages, { recursive: true });
  for (const wheel of INPUTS.map(buildWheel)) {
    await writeFile(join(folder, wheel.file), wheel.content);
    execFileSync(python, ['-m', 'zipfile', '-e', join(folder, wheel.file), packages]);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function check(names: readonly string[], own: Context = context): Promise<ImportFailure | undefined> {
  const request = { ecosystem: 'pypi' as const, python: '3.10', packages: Object.fromEntries(names.map((name) => [name, ''])) };
  return checkImports({ directory: join(folder, 'env'), python }, request, own);
}

test('packages that import pass, whatever they print; what is private, a test or a stub is not asked for', async () => {
  expect(await check(['good', 'two_names', 'stubs'])).toBeUndefined();
  expect(await check([])).toBeUndefined();
});

test('the first that does not import is told with the last line of its traceback', async () => {
  expect(await check(['broken', 'good'])).toEqual({ package: 'broken', module: 'broken', error: 'ValueError: numpy.dtype size changed,' });
  expect(await check(['good', 'quitter'])).toEqual({ package: 'quitter', module: 'quitter', error: 'SystemExit: 3' });
  expect(await check(['missing'])).toEqual({ package: 'missing', module: 'missing', error: 'it is not installed' });
});

test('a module that lacks what an extra would bring is left aside, unless the package has no other', async () => {
  expect(await check(['extra'])).toBeUndefined();
  expect(await check(['lacking'])).toMatchObject({ module: 'lack', error: "ModuleNotFoundError: No module named 'nosuch'" });
});

test('a crash and a Python that does not start are failures', async () => {
  expect(await check(['crasher'])).toEqual({
    package: 'crasher',
    module: 'crasher',
    error: 'Python was ended by SIGSEGV while importing it',
  });
  const environment = { directory: folder, python: join(folder, 'none') };
  const request = { ecosystem: 'pypi' as const, python: '3.10', packages: { good: '' } };
  expect(await checkImports(environment, request, context)).toMatchObject({ error: expect.stringContaining('did not start') });
});

test('an abort ends it', async () => {
  const controller = new AbortController();
  const running = check(['sleeper'], { ...context, signal: controller.signal });
  setTimeout(() => controller.abort(new Error('interrupted')), 300);
  await expect(running).rejects.toThrow('interrupted');
});
