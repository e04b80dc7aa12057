import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, keys, type Store } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBlobs } from './blobs.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-blobs-'));
  store = createMemoryStore();
});
afterEach(() => rm(folder, { recursive: true }));

test.each([0, 10, 8 * 1024 * 1024, 50 * 1024 * 1024 + 1])('brings an artifact of %d bytes of a store without files', async (size) => {
  const bytes = randomBytes(size);
  await store.put(keys.artifact(digestOf(bytes)), bytes);
  const path = await createBlobs(store, folder).bring(digestOf(bytes));
  expect(Buffer.compare(await readFile(path), bytes)).toBe(0);
});

test('brings once what many ask for', async () => {
  const bytes = Buffer.from('ice');
  await store.put(keys.artifact(digestOf(bytes)), bytes);
  let reads = 0;
  const counting: Store = { ...store, get: (key, range) => store.get(key, range).finally(() => (reads += 1)) };
  const blobs = createBlobs(counting, folder);
  const paths = await Promise.all(Array.from({ length: 20 }, () => blobs.bring(digestOf(bytes))));
  expect(new Set(paths).size).toBe(1);
  await blobs.bring(digestOf(bytes));
  expect(reads).toBe(1);
});

test('runtime.blob-missing and runtime.blob-damaged leave nothing', async () => {
  const digest = digestOf('ice');
  const blobs = createBlobs(store, folder);
  await expect(blobs.bring(digest)).rejects.toMatchObject({ code: 'runtime.blob-missing' });
  await store.put(keys.artifact(digest), Buffer.from('water'));
  await expect(blobs.bring(digest)).rejects.toMatchObject({ code: 'runtime.blob-damaged' });
  expect(await readdir(folder)).toEqual([]);
});
