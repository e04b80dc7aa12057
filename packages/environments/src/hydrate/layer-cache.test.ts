import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, type EnvironmentLayer, keys, type Store } from '@frazil/core';
import { packLayer } from '@frazil/layers';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLayerCache } from './layer-cache.ts';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
let folder: string;
let store: Store;
let layer: EnvironmentLayer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-cache-'));
  store = createMemoryStore();
  const entry = { kind: 'file', path: 'six.py', executable: false, content: Buffer.from('ice = 6\n') } as const;
  layer = { kind: 'package', name: 'six', version: '1', layer: await packLayer([entry], join(folder, 'six')) };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a layer is unpacked once, however often it is asked for', async () => {
  await store.putFileIfAbsent(keys.layer(layer.layer.digest), join(folder, 'six'));
  const cache = createLayerCache({ store, cacheDirectory: join(folder, 'cache') });
  const [first, second] = await Promise.all([cache.unpacked(layer, context), cache.unpacked(layer, context)]);
  expect(second).toBe(first);
  expect(await readFile(join(first.directory, 'six.py'), 'utf8')).toBe('ice = 6\n');
  await store.delete(keys.layer(layer.layer.digest));
  expect(await cache.unpacked(layer, context)).toBe(first);
});

test('a failure is not kept', async () => {
  const cache = createLayerCache({ store, cacheDirectory: join(folder, 'cache') });
  await expect(cache.unpacked(layer, context)).rejects.toMatchObject({ code: 'environment.layer-missing' });
  await store.putFileIfAbsent(keys.layer(layer.layer.digest), join(folder, 'six'));
  expect((await cache.unpacked(layer, context)).contents.files).toHaveLength(1);
});
