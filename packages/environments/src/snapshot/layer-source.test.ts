import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys, type Store } from '@frazil/core';
import { openLayer, packLayer, unpackLayers } from '@frazil/layers';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layerSource } from './layer-source.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-source-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a small remote layer is asked for once, and again when that failed', async () => {
  const path = join(folder, 'layer');
  const layer = await packLayer([{ kind: 'file', path: 'a', executable: false, content: new TextEncoder().encode('ice') }], path);
  const memory = createMemoryStore();
  await memory.putFileIfAbsent(keys.layer(layer.digest), path);
  let reads = 0;
  const flaky: Store = {
    ...memory,
    get: async (key, range) => {
      reads += 1;
      if (reads === 1) throw new Error('no network');
      return memory.get(key, range);
    },
  };
  const source = await layerSource(flaky, layer);
  if (source === undefined) throw new Error('the layer is gone');
  await expect(openLayer(source, layer)).rejects.toThrow();
  expect((await openLayer(source, layer)).digest).toBe(layer.digest);
  await unpackLayers([{ source, reference: layer }], join(folder, 'unpacked'), { signal: new AbortController().signal });
  expect(await readFile(join(folder, 'unpacked/a'), 'utf8')).toBe('ice');
  expect(reads).toBe(2);
});

test('every byte of a large remote layer is asked for once', async () => {
  const path = join(folder, 'large');
  const files = Array.from({ length: 300 }, (_, index) => `some/${index}/module.py`);
  const entries = files.map((file) => ({ kind: 'file', path: file, executable: false, content: randomBytes(20_000) }) as const);
  const layer = await packLayer(entries, path);
  const memory = createMemoryStore();
  await memory.putFileIfAbsent(keys.layer(layer.digest), path);
  let bytes = 0;
  const counting: Store = {
    ...memory,
    get: async (key, range) => {
      const got = await memory.get(key, range);
      bytes += got?.length ?? 0;
      return got;
    },
  };
  const source = await layerSource(counting, layer);
  if (source === undefined) throw new Error('the layer is gone');
  await openLayer(source, layer);
  const contents = await openLayer(source, layer);
  const signal = new AbortController().signal;
  await unpackLayers([{ source, reference: layer, contents }], join(folder, 'unpacked'), { signal });
  expect(bytes).toBe(layer.size);
});
