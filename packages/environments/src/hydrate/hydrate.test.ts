import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, truncate, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, type EnvironmentLayer, type FrozenEnvironment, idOfEnvironment, keys, type Store } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { createFolderStore } from '@frazil/store-folder';
import { createMemoryStore } from '@frazil/store-memory';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { hydrate, hydrateInto } from './hydrate.ts';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
const folders: string[] = [];
let folder: string;
let store: Store;
let environment: FrozenEnvironment;
let cacheDirectory: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-hydrate-'));
  folders.push(folder);
  store = createFolderStore(join(folder, 'store'));
  cacheDirectory = join(folder, 'cache');
  environment = await freezeTwo(store);
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

async function freezeTwo(into: Store): Promise<FrozenEnvironment> {
  const layers = [
    await storeLayer(into, 'interpreter', 'python', [
      file('bin/python3.11', '#!/bin/sh\necho ice\n', true),
      link('bin/python3', 'python3.11'),
    ]),
    await storeLayer(into, 'package', 'six', [file('lib/python3.11/site-packages/six.py', 'ice = 6\n', false)]),
  ];
  return { schema: 1, id: idOfEnvironment('linux-x86_64', layers), platform: 'linux-x86_64', python: '3.11.7', layers };
}

async function storeLayer(into: Store, kind: EnvironmentLayer['kind'], name: string, entries: LayerEntry[]): Promise<EnvironmentLayer> {
  const path = join(folder, name);
  const layer = await packLayer(entries, path);
  await into.putFileIfAbsent(keys.layer(layer.digest), path);
  return { kind, name, version: '1', layer };
}

function file(path: string, content: string, executable: boolean): LayerEntry {
  return { kind: 'file', path, executable, content: new TextEncoder().encode(content) };
}

function link(path: string, target: string): LayerEntry {
  return { kind: 'symlink', path, target };
}

const SIX = 'lib/python3.11/site-packages/six.py';

test('makes the directory of an environment, and uses it again', async () => {
  const first = await hydrate(environment, { store, cacheDirectory }, context);
  expect(await readFile(join(first.directory, SIX), 'utf8')).toBe('ice = 6\n');
  expect((await stat(first.python)).mode & 0o111).not.toBe(0);
  const made = (await stat(first.directory)).ino;
  await rm(join(folder, 'store'), { recursive: true });
  const again = await hydrate(environment, { store, cacheDirectory }, context);
  expect((await stat(again.directory)).ino).toBe(made);
});

test('unpacks a layer once for all environments and links it', async () => {
  const { directory } = await hydrate(environment, { store, cacheDirectory }, context);
  const layers = environment.layers.slice(0, 1);
  const bare = { ...environment, layers, id: idOfEnvironment('linux-x86_64', layers) };
  const other = await hydrate(bare, { store, cacheDirectory }, context);
  expect((await stat(other.python)).ino).toBe((await stat(join(directory, 'bin/python3.11'))).ino);
});

test('hydrates from a store that has no files', async () => {
  const memory = createMemoryStore();
  const { directory } = await hydrate(await freezeTwo(memory), { store: memory, cacheDirectory }, context);
  expect(await readFile(join(directory, SIX), 'utf8')).toBe('ice = 6\n');
});

test.each([
  ['appended to', (path: string) => appendFile(path, '#')],
  ['cut off', (path: string) => truncate(path, 1)],
  ['removed', (path: string) => unlink(path)],
])('makes a directory anew when a file of it was %s', async (_, damage) => {
  const { directory } = await hydrate(environment, { store, cacheDirectory }, context);
  await chmod(join(directory, SIX), 0o644);
  await damage(join(directory, SIX));
  const again = await hydrate(environment, { store, cacheDirectory }, context);
  expect(await readFile(join(again.directory, SIX), 'utf8')).toBe('ice = 6\n');
  expect(await readdir(join(cacheDirectory, 'tmp'))).toEqual([]);
});

test('ten at once make one whole directory', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => hydrate(environment, { store, cacheDirectory }, context)));
  for (const { directory } of all) expect(await readFile(join(directory, SIX), 'utf8')).toBe('ice = 6\n');
  expect(await readdir(join(cacheDirectory, 'environments'))).toHaveLength(1);
});

test('refuses a damaged layer, removes it from the store, and leaves no directory', async () => {
  const [layer] = environment.layers.slice(1);
  const path = store.localPath(keys.layer(layer?.layer.digest ?? environment.id)) ?? '';
  await chmod(path, 0o644);
  await truncate(path, 50);
  await expect(hydrate(environment, { store, cacheDirectory }, context)).rejects.toMatchObject({ code: 'environment.layer-damaged' });
  expect(await store.size(keys.layer(layer?.layer.digest ?? environment.id))).toBeUndefined();
  await expect(readdir(join(cacheDirectory, 'environments'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(hydrate(environment, { store, cacheDirectory }, context)).rejects.toMatchObject({ code: 'environment.layer-missing' });
});

test('hydrates into a directory of choice without a cache', async () => {
  const target = join(folder, 'a place', 'with spaces');
  await hydrateInto(environment, target, { store, cacheDirectory }, context);
  expect(await readFile(join(target, SIX), 'utf8')).toBe('ice = 6\n');
});

test('stops when it is told to, with nothing left behind', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(hydrate(environment, { store, cacheDirectory }, { ...context, signal })).rejects.toThrow('enough');
  await expect(readdir(join(cacheDirectory, 'environments'))).rejects.toMatchObject({ code: 'ENOENT' });
});
