import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { factsPath } from '@frazil/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { glibcShortfall } from './glibc.ts';

let prefix: string;
beforeAll(async () => {
  prefix = await mkdtemp(join(tmpdir(), 'frazil-glibc-'));
  await mkdir(dirname(join(prefix, factsPath('3.12.1'))), { recursive: true });
});
afterAll(() => rm(prefix, { recursive: true, force: true }));

async function needing(glibc: string | undefined): Promise<void> {
  const facts = { version: '3.12.1', provider: 'installed', platform: 'linux-x86_64', glibc };
  await writeFile(join(prefix, factsPath('3.12.1')), JSON.stringify(facts));
}

test('versions are compared as numbers', async () => {
  await needing('2.36');
  expect(await glibcShortfall(prefix, '2.9')).toEqual({ needed: '2.36', found: '2.9' });
  expect(await glibcShortfall(prefix, '2.35')).toEqual({ needed: '2.36', found: '2.35' });
  expect(await glibcShortfall(prefix, '2.36')).toBeUndefined();
  expect(await glibcShortfall(prefix, '3.0')).toBeUndefined();
});

test('an interpreter that needs none runs anywhere, and this machine has one or none', async () => {
  await needing(undefined);
  expect(await glibcShortfall(prefix, '2.9')).toBeUndefined();
  await needing('2.1');
  expect(await glibcShortfall(prefix)).toBeUndefined();
});
