import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, type EnvironmentLayer, type FrozenEnvironment, idOfEnvironment, keys, type Store } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { createFolderStore } from '@frazil/store-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hydrate, hydrateInto } from '../hydrate.ts';
import { inspectDirectory } from '../marker.ts';

const PLACE = `/build/${'placehold_'.repeat(20)}`;
const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };

let folder: string;
let store: Store;
let cacheDirectory: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-relocate-'));
  store = createFolderStore(join(folder, 'store'));
  cacheDirectory = join(folder, 'cache');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (path: string, content: string, executable = false): LayerEntry => ({
  kind: 'file',
  path,
  executable,
  content: Buffer.from(content),
});

interface Named {
  readonly _path: string;
  readonly file_mode: 'text' | 'binary';
}

function record(name: string, paths: readonly Named[]): LayerEntry {
  const all = paths.map((path) => ({ ...path, path_type: 'hardlink', prefix_placeholder: PLACE }));
  return file(`conda-meta/${name}-1-0.json`, JSON.stringify({ name, paths_data: { paths: all, paths_version: 1 } }));
}

async function freeze(...layers: readonly (readonly LayerEntry[])[]): Promise<FrozenEnvironment> {
  const stored = await Promise.all(layers.map((entries, index) => storeLayer(entries, `layer${index}`)));
  return { schema: 1, id: idOfEnvironment('linux-x86_64', stored), platform: 'linux-x86_64', python: '3.11.7', layers: stored };
}

async function storeLayer(entries: readonly LayerEntry[], name: string): Promise<EnvironmentLayer> {
  const path = join(folder, name);
  const layer = await packLayer(entries, path);
  await store.putFileIfAbsent(keys.layer(layer.digest), path);
  return { kind: 'package', name, version: '1', layer };
}

const ICE: readonly LayerEntry[] = [
  file('bin/ice', `#!/bin/sh\necho ${PLACE}/lib\n`, true),
  file('lib/libice.so', `ELF\0${PLACE}/share\0end`),
  file('share/plain', 'plain'),
  record('ice', [
    { _path: 'bin/ice', file_mode: 'text' },
    { _path: 'lib/libice.so', file_mode: 'binary' },
    { _path: 'not/there', file_mode: 'text' },
  ]),
];

test('files name the directory that they are in, and shared ones are left alone', async () => {
  const environment = await freeze(ICE);
  const { directory } = await hydrate(environment, { store, cacheDirectory }, context);
  expect(execFileSync(join(directory, 'bin/ice'), { encoding: 'utf8' })).toBe(`${directory}/lib\n`);
  const library = await readFile(join(directory, 'lib/libice.so'), 'latin1');
  expect(library).toBe(`ELF\0${directory}/share${'\0'.repeat(PLACE.length - directory.length)}\0end`);
  expect((await stat(join(directory, 'bin/ice'))).mode & 0o777).toBe(0o555);
  expect(await inspectDirectory(directory)).toBe('intact');
  // What is unpacked once for all names the placeholder still.
  const [layer = ''] = await readdir(join(cacheDirectory, 'layers'));
  expect(await readFile(join(cacheDirectory, 'layers', layer, 'bin/ice'), 'utf8')).toContain(PLACE);
  expect((await stat(join(directory, 'share/plain'))).nlink).toBe(2);
  const made = (await stat(directory)).ino;
  await hydrate(environment, { store, cacheDirectory }, context);
  expect((await stat(directory)).ino).toBe(made);
});

test('hydrates into a directory of choice, whose path may have spaces, and again after it was moved', async () => {
  const environment = await freeze(ICE);
  const [target, elsewhere] = [join(folder, 'a place'), join(folder, 'elsewhere')];
  await hydrateInto(environment, target, { store, cacheDirectory }, context);
  expect(await readFile(join(target, 'bin/ice'), 'utf8')).toBe(`#!/bin/sh\necho ${target}/lib\n`);
  await rename(target, elsewhere);
  expect(await inspectDirectory(elsewhere)).toBe('damaged');
  await hydrateInto(environment, elsewhere, { store, cacheDirectory }, context);
  expect(await readFile(join(elsewhere, 'bin/ice'), 'utf8')).toBe(`#!/bin/sh\necho ${elsewhere}/lib\n`);
});

test('ten at once make one whole directory', async () => {
  const environment = await freeze(ICE);
  const all = await Promise.all(Array.from({ length: 10 }, () => hydrate(environment, { store, cacheDirectory }, context)));
  for (const { directory } of all) expect(await readFile(join(directory, 'bin/ice'), 'utf8')).toContain(directory);
  expect(await readdir(join(cacheDirectory, 'environments'))).toHaveLength(1);
  expect(await readdir(join(cacheDirectory, 'tmp'))).toEqual([]);
});

test('a record speaks of its own files: what a later layer puts in their place is as it should be', async () => {
  const environment = await freeze(ICE, [file('bin/ice', `#!/bin/sh\necho ${PLACE} is text here\n`, true)]);
  const { directory } = await hydrate(environment, { store, cacheDirectory }, context);
  expect(await readFile(join(directory, 'bin/ice'), 'utf8')).toContain(PLACE);
  expect(await readFile(join(directory, 'lib/libice.so'), 'latin1')).not.toContain(PLACE);
});

test('says when there is no room for a path, and leaves nothing', async () => {
  const environment = await freeze(ICE);
  const target = join(folder, 'deep'.repeat(20), 'deep'.repeat(20), 'deep'.repeat(20));
  await expect(hydrateInto(environment, target, { store, cacheDirectory }, context)).rejects.toMatchObject({
    code: 'environment.prefix-too-long',
    details: { file: 'lib/libice.so', most: PLACE.length },
  });
  expect(await inspectDirectory(target)).toBe('absent');
});

test('says when a record makes no sense', async () => {
  for (const content of ['{', '{"paths_data": 1}']) {
    const environment = await freeze([file('conda-meta/ice-1-0.json', content)]);
    await expect(hydrate(environment, { store, cacheDirectory }, context)).rejects.toMatchObject({ code: 'environment.bad-record' });
  }
});
