import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Ecosystem, Interpreters } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLayerMaker } from '../snapshot/layer-maker.ts';
import type { FlowPlugins } from './flow-plugins.ts';
import { freezeFlow } from './freeze-flow.ts';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
const refuse = (): Promise<never> => Promise.reject(new Error('nothing may be resolved, fetched or packed'));
const ecosystem: Ecosystem = {
  name: 'pypi',
  resolve: refuse,
  fetch: refuse,
  recipe: () => '',
  compiles: () => true,
  pack: refuse,
  staleness: () => undefined,
  timeOfPins: () => undefined,
  check: refuse,
};
const interpreters: Interpreters = { choose: refuse, recipe: () => '', pack: refuse, compiler: refuse };

function pluginsIn(place: string): FlowPlugins {
  const stored = { store: createMemoryStore(), cacheDirectory: join(place, 'cache') };
  return { ecosystems: [ecosystem], interpreters, ...stored, layers: createLayerMaker(stored), hydrate: refuse, unpack: () => undefined };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-freeze-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('refuses to resolve when it is frozen, and writes nothing', async () => {
  const plugins = pluginsIn(folder);
  const requests = new Map([['start', { ecosystem: 'pypi' as const, python: '3.10', packages: {} }]]);
  const input = {
    flowFile: join(folder, 'flow.py'),
    requests,
    host: 'linux-x86_64',
    frozen: true,
    strict: false,
    snapshot: 'host',
  } as const;
  await expect(freezeFlow(input, plugins, context)).rejects.toMatchObject({
    code: 'lock.refused',
    message: expect.stringContaining('asks for (there is no such file)'),
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a flow without requests has no lock', async () => {
  const plugins = pluginsIn(folder);
  const requests = new Map([['start', undefined]]);
  const input = {
    flowFile: join(folder, 'flow.py'),
    requests,
    host: 'linux-x86_64',
    frozen: false,
    strict: false,
    snapshot: 'host',
  } as const;
  expect(await freezeFlow(input, plugins, context)).toMatchObject({ changed: false, groups: [] });
  expect(await readdir(folder)).toEqual([]);
});
