import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Event } from '@frazil/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPythons } from './find-pythons.ts';
import { findUv } from './find-uv.ts';
import { PINNED_UV } from './pinned-uv.ts';

let folder: string;
const events: Event[] = [];
const context: Context = { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-uv-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The environment without any uv of the machine. */
function withoutUv(extra: Record<string, string> = {}): Record<string, string | undefined> {
  return { ...process.env, FRAZIL_UV: undefined, ...extra };
}

async function program(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

async function realPython(): Promise<string> {
  const [python] = await findPythons(process.env);
  if (python === undefined) throw new Error('these tests need a Python');
  return python;
}

test('brings the pinned uv, in two processes at once, and finds it again; a broken one is brought anew', async () => {
  const bin = join(folder, 'bin');
  const cacheDirectory = join(folder, 'cache');
  const variables = withoutUv({ PATH: await pathWithoutUv() });
  const [first, second] = await Promise.all([
    findUv({ cacheDirectory, variables }, context),
    findUv({ cacheDirectory, variables }, context),
  ]);
  expect(first).toEqual({ version: PINNED_UV.version, path: join(cacheDirectory, 'tools', `uv-${PINNED_UV.version}`, 'uv') });
  expect(second).toEqual(first);
  expect(await readdir(join(first.path, '..'))).toEqual(['uv']);

  const offline = { ...variables, PATH: bin };
  expect(await findUv({ cacheDirectory, variables: offline }, context)).toEqual(first);

  const whole = await readFile(first.path);
  await writeFile(first.path, whole.subarray(0, 100_000));
  expect(await findUv({ cacheDirectory, variables }, context)).toEqual(first);
  expect((await readFile(first.path)).equals(whole)).toBe(true);
});

async function pathWithoutUv(): Promise<string> {
  const pythons = await findPythons(process.env);
  return [...new Set(pythons.map((python) => join(python, '..')))].join(':');
}

test('takes FRAZIL_UV before all, and says when it does not run', async () => {
  const path = await program('my-uv', '#!/bin/sh\necho uv 9.8.7\n');
  expect(await findUv({ cacheDirectory: folder, variables: withoutUv({ FRAZIL_UV: path }) }, context)).toEqual({ path, version: '9.8.7' });
  const missing = join(folder, 'none');
  await expect(findUv({ cacheDirectory: folder, variables: withoutUv({ FRAZIL_UV: missing }) }, context)).rejects.toMatchObject({
    code: 'uv.not-runnable',
  });
  const dumb = await program('dumb', '#!/bin/sh\necho hello\n');
  await expect(findUv({ cacheDirectory: folder, variables: withoutUv({ FRAZIL_UV: dumb }) }, context)).rejects.toMatchObject({
    code: 'uv.not-runnable',
    details: { reason: 'it does not say its version' },
  });
});

test('takes a uv on the PATH when it is recent', async () => {
  const path = await program('uv', '#!/bin/sh\necho uv 0.99.0\n');
  expect(await findUv({ cacheDirectory: folder, variables: withoutUv({ PATH: folder }) }, context)).toEqual({ path, version: '0.99.0' });
});

test('passes over an old uv on the PATH and, without a Python that has pip, says the ways out', async () => {
  await program('uv', '#!/bin/sh\necho uv 0.4.0\n');
  await program('python3', '#!/bin/sh\necho No module named pip >&2\nexit 1\n');
  await expect(findUv({ cacheDirectory: folder, variables: withoutUv({ PATH: folder }) }, context)).rejects.toMatchObject({
    code: 'uv.no-pip',
    hint: expect.stringContaining('FRAZIL_UV'),
  });
});

test('says what pip said when the index is out of reach, without credentials', async () => {
  await symlink(await realPython(), join(folder, 'python3'));
  const variables = withoutUv({
    PATH: await pathWithoutUv(),
    PIP_INDEX_URL: 'http://me:secret@127.0.0.1:9/simple',
    PIP_RETRIES: '0',
    PIP_CONFIG_FILE: '/dev/null',
    PIP_FIND_LINKS: '',
  });
  const failure: unknown = await findUv({ cacheDirectory: folder, variables }, context).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'uv.not-brought', hint: expect.stringContaining('FRAZIL_UV') });
  expect(JSON.stringify(failure)).not.toContain('secret');
  expect(await readdir(join(folder, 'tools', `uv-${PINNED_UV.version}`))).toEqual([]);
});

test('says when the cache can not be written', async () => {
  const file = await program('file', '');
  const variables = withoutUv({ PATH: await pathWithoutUv() });
  await expect(findUv({ cacheDirectory: file, variables }, context)).rejects.toMatchObject({ code: 'disk.failed' });
});

test('says when there is no uv for the machine', async () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { value: 'sunos' });
  try {
    await expect(findUv({ cacheDirectory: folder, variables: { PATH: folder } }, context)).rejects.toMatchObject({
      code: 'uv.unsupported-machine',
      message: expect.stringContaining('sunos'),
    });
  } finally {
    if (platform !== undefined) Object.defineProperty(process, 'platform', platform);
  }
});

test('finds each Python once, shims last', async () => {
  const python = await realPython();
  const shim = await program('python3', '#!/bin/sh\nexit 127\n');
  await symlink(python, join(folder, 'python'));
  await symlink(python, join(folder, 'python3.11'));
  expect(await findPythons({ PATH: folder })).toEqual([join(folder, 'python'), shim]);
});
