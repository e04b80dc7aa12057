import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchedTask, LaunchInput } from '@frazil/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProcessLauncher } from './index.ts';

const PYTHON = existsSync('/usr/bin/python3')
  ? '/usr/bin/python3'
  : execFileSync('python3', ['-I', '-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-launcher-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const launcher = createProcessLauncher();

function launch(code: string, changes: Partial<LaunchInput> = {}): Promise<LaunchedTask> {
  return launcher.launch({
    python: PYTHON,
    arguments: ['-I', '-S', '-c', code],
    directory: folder,
    variables: { PATH: '/usr/bin:/bin' },
    stdout: join(folder, 'stdout'),
    stderr: join(folder, 'stderr'),
    ...changes,
  });
}

const log = (name: string): string => readFileSync(join(folder, name), 'utf8');

function isAlive(pid: number): boolean {
  try {
    // A zombie isn't alive; on other systems a signal of 0 has to do.
    if (existsSync('/proc')) return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('output goes to the files, in order and whole, and the exit code is told', async () => {
  const task = await launch('import os, sys; os.write(1, b"one\\n"); os.write(2, b"two\\n"); os.write(1, b"three"); sys.exit(7)');
  expect(await task.exit).toEqual({ code: 7, signal: null });
  expect([log('stdout'), log('stderr')]).toEqual(['one\nthree', 'two\n']);
});

test('the log files are appended to', async () => {
  writeFileSync(join(folder, 'stdout'), 'before\n');
  await (await launch('import os; os.write(1, b"after\\n")')).exit;
  expect(log('stdout')).toBe('before\nafter\n');
});

test('descriptor 3 is a connection both ways', async () => {
  const task = await launch('import os; os.write(3, b"got " + os.read(3, 100))');
  task.channel.write('hello');
  const parts: Buffer[] = [];
  for await (const part of task.channel) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe('got hello');
  expect(await task.exit).toEqual({ code: 0, signal: null });
});

test('a process that ends with unread bytes on its connection is no error', async () => {
  const task = await launch('pass');
  task.channel.write('never read');
  expect(await task.exit).toEqual({ code: 0, signal: null });
});

test('the process has only the variables given', async () => {
  const task = await launch('import os; os.write(1, repr(sorted(os.environ)).encode())', {
    variables: { ONLY: 'this', LC_ALL: 'C.UTF-8' },
  });
  await task.exit;
  expect(log('stdout')).toBe("['LC_ALL', 'ONLY']");
});

test('a signal reaches all of the group', async () => {
  const task = await launch('import os, time; os.fork(); os.write(1, b"x"); time.sleep(60)');
  while (log('stdout') !== 'xx') await delay(10);
  task.kill('SIGTERM');
  expect(await task.exit).toEqual({ code: null, signal: 'SIGTERM' });
});

test('what a process leaves running is killed with it', async () => {
  const task = await launch('import os, time\nif (child := os.fork()):\n  os.write(1, str(child).encode())\nelse:\n  time.sleep(60)');
  expect(await task.exit).toEqual({ code: 0, signal: null });
  expect(isAlive(Number(log('stdout')))).toBe(false);
});

test('signals after the end go nowhere', async () => {
  const task = await launch('pass');
  await task.exit;
  expect(() => task.kill('SIGKILL')).not.toThrow();
});

test.each([
  ['launcher.python-missing', { python: '/nowhere/bin/python' }],
  ['launcher.python-missing', { python: '/dev/null/python' }],
  ['launcher.python-unusable', { python: tmpdir() }],
  ['launcher.directory-missing', { directory: '/nowhere' }],
  ['launcher.variables-too-long', { variables: { LONG: 'x'.repeat(3_000_000) } }],
  ['launcher.failed', { python: `/${'x'.repeat(300)}` }],
  ['disk.failed', { stdout: '/nowhere/log' }],
])('%s', async (code, changes) => {
  await expect(launch('pass', changes)).rejects.toMatchObject({ code });
});

test('a file that is no executable is refused', async () => {
  const python = join(folder, 'python');
  writeFileSync(python, 'not a program');
  await expect(launch('pass', { python })).rejects.toMatchObject({ code: 'launcher.python-unusable' });
});

test('launcher.no-resources', () => {
  const script = `
    import { closeSync, openSync } from 'node:fs';
    import { createProcessLauncher } from '${new URL('./index.ts', import.meta.url)}';
    const launcher = createProcessLauncher();
    const files = [];
    try { for (;;) files.push(openSync('/dev/null')); } catch { closeSync(files.pop()); }
    const [python, directory, stdout, stderr] = ['${PYTHON}', '${folder}', '${folder}/stdout', '${folder}/stderr'];
    await launcher.launch({ python, arguments: [], directory, variables: {}, stdout, stderr }).catch((error) => console.log(error.code));`;
  const node = [process.execPath, '--conditions=@frazil/source', '--input-type=module', '-e', script];
  const { stdout } = spawnSync('/bin/sh', ['-c', 'ulimit -n 100; exec "$@"', 'sh', ...node], { encoding: 'utf8' });
  expect(stdout.trim()).toBe('launcher.no-resources');
});
