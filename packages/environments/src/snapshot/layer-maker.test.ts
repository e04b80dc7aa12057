import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys } from '@frazil/core';
import { packLayer } from '@frazil/layers';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLayerMaker, type LayerRecipe } from './layer-maker.ts';

let cacheDirectory: string;
beforeEach(async () => {
  cacheDirectory = await mkdtemp(join(tmpdir(), 'frazil-maker-'));
});
afterEach(() => rm(cacheDirectory, { recursive: true }));

function recipeOf(name: string, makings: string[]): LayerRecipe {
  return {
    name,
    make: (_folder, output) => {
      makings.push(name);
      return packLayer([{ kind: 'file', path: name, executable: false, content: Buffer.from(name) }], output);
    },
  };
}

test('who asks for a layer while it is made gets the same, and later it comes from the store', async () => {
  const store = createMemoryStore();
  const layers = createLayerMaker({ store, cacheDirectory });
  const makings: string[] = [];
  const [first, second] = await Promise.all([layers.make(recipeOf('ice', makings)), layers.make(recipeOf('ice', makings))]);
  expect(second).toEqual(first);
  expect(await createLayerMaker({ store, cacheDirectory }).make(recipeOf('ice', makings))).toEqual(first);
  expect(makings).toEqual(['ice']);
  expect(await store.size(keys.layer(first.digest))).toBe(first.size);
});

test('a failure is everybody’s who waits, is not kept, and leaves nothing', async () => {
  const layers = createLayerMaker({ store: createMemoryStore(), cacheDirectory });
  const broken: LayerRecipe = { name: 'ice', make: () => Promise.reject(new Error('no room')) };
  const failed = await Promise.allSettled([layers.make(broken), layers.make(broken)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await readdir(join(cacheDirectory, 'tmp'))).toEqual([]);
  expect(await layers.make(recipeOf('ice', []))).toMatchObject({ files: 1 });
});
