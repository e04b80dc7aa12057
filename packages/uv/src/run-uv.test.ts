import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redact } from './redact.ts';
import { runUv, type Uv } from './run-uv.ts';
import { uvVariables } from './uv-variables.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-run-uv-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const reporter = { report: () => {} };
const context = { reporter, signal: new AbortController().signal };

async function script(text: string): Promise<Uv> {
  const path = join(folder, 'uv');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return { path, version: '0.0.0' };
}

test('gives stdout; the environment has no downloads, no colour and what was asked for', async () => {
  const uv = await script('cat; echo "$1 $UV_PYTHON_DOWNLOADS $NO_COLOR $EXTRA"; pwd');
  const output = await runUv(uv, ['one'], { context, directory: '/', input: 'in\n', variables: { EXTRA: 'more' } });
  expect(output).toBe('in\none never 1 more\n/\n');
  expect(await runUv(uv, ['two'], { context, variables: { UV_PYTHON_DOWNLOADS: 'automatic' } })).toContain('two automatic');
});

test('what it says on success can be heard', async () => {
  const uv = await script('echo "warning: from https://me:secret@index.example" >&2; echo out');
  let messages = '';
  const onMessages = (stderr: string) => {
    messages = stderr;
  };
  expect(await runUv(uv, [], { context, onMessages })).toBe('out\n');
  expect(messages).toBe('warning: from https://***@index.example\n');
});

test('a failure carries what uv said, without credentials', async () => {
  const uv = await script('echo "error: no way to https://me:secret@index.example/simple ($UV_INDEX_MINE_PASSWORD)" >&2; exit 2');
  const failing = runUv(uv, ['pip', 'compile', '-'], { context, variables: { UV_INDEX_MINE_PASSWORD: 'hunter22' } });
  await expect(failing).rejects.toMatchObject({
    code: 'uv.failed',
    message: 'uv pip compile failed: no way to https://***@index.example/simple (***)',
    details: { exitCode: 2, stderr: 'error: no way to https://***@index.example/simple (***)\n' },
  });
});

test('says when uv is not there any more', async () => {
  await expect(runUv({ path: join(folder, 'gone'), version: '0' }, [], { context })).rejects.toMatchObject({ code: 'uv.not-runnable' });
});

test('an abort kills it and throws its reason', async () => {
  const uv = await script('exec sleep 60');
  const controller = new AbortController();
  const running = runUv(uv, [], { context: { reporter, signal: controller.signal } });
  setTimeout(() => controller.abort(new Error('interrupted')), 50);
  await expect(running).rejects.toThrow('interrupted');
});

test('certificates of pip are taken, the shell’s choice of Python is not', () => {
  const variables = uvVariables({ PIP_CERT: '/ca.pem', UV_PYTHON: '3.8', VIRTUAL_ENV: '/venv', UV_DEFAULT_INDEX: 'https://index.example' });
  expect(variables).toMatchObject({ SSL_CERT_FILE: '/ca.pem', UV_DEFAULT_INDEX: 'https://index.example' });
  expect(variables).not.toHaveProperty('UV_PYTHON');
  expect(variables).not.toHaveProperty('VIRTUAL_ENV');
});

test('redacts every credential of a text', () => {
  expect(redact('a https://u:p@h/x and git+ssh://t@h/y, mail me@h')).toBe('a https://***@h/x and git+ssh://***@h/y, mail me@h');
  expect(redact('token tttt', { SOME_TOKEN: 'tttt', OTHER: 'token' })).toBe('token ***');
});
