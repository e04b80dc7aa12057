import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Ecosystem, FrozenEnvironment, LockedEnvironment, LockedPackage } from '@frazil/core';
import { packLayer } from '@frazil/layers';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLayerMaker } from './layer-maker.ts';
import { snapshotEnvironment } from './snapshot-environment.ts';
import type { SnapshotPlugins } from './snapshot-plugins.ts';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
const refuse = (): Promise<never> => Promise.reject(new Error('not asked for here'));
const platforms: LockedPackage['files'][number]['platforms'] = ['linux-x86_64', 'linux-aarch64'];

/** A package that is the same on all platforms. */
function locked(name: string, why: string[], subdir = 'linux-64'): LockedPackage {
  const sha256 = Buffer.from(name).toString('hex').padEnd(64, '0');
  return { name, version: '1', channel: 'ice', why, files: [{ file: name, subdir, sha256, platforms }] };
}

const LOCKED: LockedEnvironment = {
  steps: ['start'],
  request: { ecosystem: 'conda', python: '3.11', packages: {} },
  interpreters: [{ version: '1', provider: 'conda', package: 'python', platforms }],
  packages: [
    locked('frost', ['request'], 'noarch'),
    locked('libice', ['python']),
    locked('libsnow', ['libice']),
    locked('numpy', ['request']),
    locked('python', ['request', 'numpy']),
  ],
};

let folder: string;
let hydrated: FrozenEnvironment[];
let compiledWith: Record<string, string | undefined>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-snapshot-'));
  hydrated = [];
  compiledWith = {};
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function plugins(): SnapshotPlugins {
  const stored = { store: createMemoryStore(), cacheDirectory: folder };
  const ecosystem: Ecosystem = {
    name: 'conda',
    resolve: refuse,
    fetch: (_, { file }, path) => writeFile(path, file),
    recipe: ({ file }) => file,
    compiles: ({ subdir }) => subdir === 'noarch',
    pack: ({ file, python, output }) => {
      compiledWith[file.file] = python;
      return packLayer([{ kind: 'file', path: file.file, executable: false, content: Buffer.from(file.file) }], output);
    },
    staleness: () => undefined,
    timeOfPins: () => undefined,
    check: refuse,
  };
  const hydrate: SnapshotPlugins['hydrate'] = async (environment) => {
    hydrated.push(environment);
    return { directory: '/hydrated', python: '/hydrated/bin/python3' };
  };
  const interpreters = { choose: refuse, recipe: () => 'conda', pack: refuse, compiler: async () => undefined };
  return { ...stored, ecosystem, interpreters, layers: createLayerMaker(stored), hydrate, unpack: () => undefined };
}

// The digests of original files don't matter here: they are never asked for twice.
const input = { locked: LOCKED, host: 'linux-x86_64', platform: 'linux-x86_64', isHydrated: false } as const;

test('an interpreter that is a package comes first, and compiles with what it needs', async () => {
  const own = plugins();
  const environment = await snapshotEnvironment(input, own, context);
  expect(environment.layers.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'interpreter python',
    'package frost',
    'package libice',
    'package libsnow',
    'package numpy',
  ]);
  expect(environment.python).toBe('1');
  expect(hydrated.map(({ layers }) => layers.map(({ name }) => name))).toEqual([['python', 'libice', 'libsnow']]);
  expect(compiledWith).toEqual({
    frost: '/hydrated/bin/python3',
    ...Object.fromEntries(['libice', 'libsnow', 'numpy', 'python'].map((name) => [name, undefined])),
  });
  const again = await snapshotEnvironment({ ...input, platform: 'linux-aarch64' }, own, context);
  expect(again.layers).toEqual(environment.layers);
  expect(hydrated).toHaveLength(1);
});
