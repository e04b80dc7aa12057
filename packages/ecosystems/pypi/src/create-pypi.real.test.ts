import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, DEFAULT_PLATFORMS, type EnvironmentRequest, fileFor, type LockedPackage } from '@frazil/core';
import { findUv } from '@frazil/uv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPypi } from './create-pypi.ts';

// Against the index that the machine's own settings name.
let folder: string;
const context: Context = { reporter: { report: () => {} }, signal: new AbortController().signal };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-pypi-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function pypi() {
  return createPypi({ uv: () => findUv({ cacheDirectory: join(tmpdir(), 'frazil-tests') }, context), cacheDirectory: folder });
}

const REQUEST: EnvironmentRequest = { ecosystem: 'pypi', python: '3.10.11', packages: { pandas: '2.1.1' } };

function resolve(request: EnvironmentRequest, excludeNewer?: string): Promise<readonly LockedPackage[]> {
  const interpreters = [
    { version: '3.10.13', provider: 'installed', platforms: ['linux-x86_64' as const] },
    { version: '3.10.11', provider: 'standalone', platforms: ['linux-aarch64' as const, 'osx-arm64' as const] },
  ];
  return pypi().resolve({ request, interpreters, platforms: DEFAULT_PLATFORMS, excludeNewer }, context);
}

test('pandas 2.1.1 for three platforms, today and in its own time', async () => {
  const today = await resolve(REQUEST);
  const date = pypi().timeOfPins(REQUEST, today);
  expect(date).toBe('2023-09-21T21:04:06Z');
  const packages = await resolve(REQUEST, date);
  expect(packages.map(({ name, version, why }) => `${name} ${version} (${why})`)).toEqual([
    'numpy 1.26.0 (pandas)',
    'pandas 2.1.1 (request)',
    'python-dateutil 2.8.2 (pandas)',
    'pytz 2023.3.post1 (pandas)',
    'six 1.16.0 (python-dateutil)',
    'tzdata 2023.3 (pandas)',
  ]);
  expect(packages[0]?.files.map(({ file, platforms }) => `${platforms}: ${file}`)).toEqual([
    'linux-x86_64: numpy-1.26.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
    'linux-aarch64: numpy-1.26.0-cp310-cp310-manylinux_2_17_aarch64.manylinux2014_aarch64.whl',
    'osx-arm64: numpy-1.26.0-cp310-cp310-macosx_11_0_arm64.whl',
  ]);
  expect(JSON.stringify(packages)).not.toContain('://');
  const six = packages.find(({ name }) => name === 'six');
  const file = six && fileFor(six, 'osx-arm64');
  if (six === undefined || file === undefined) throw new RangeError('six is there');
  await pypi().fetch(six, file, join(folder, 'six.whl'), context);
  expect(await readFile(join(folder, 'six.whl'))).toHaveLength(file.size ?? 0);
  const request = { ...REQUEST, packages: { Pandas: '==2.1.1' } };
  expect(pypi().staleness({ steps: [], request: REQUEST, interpreters: [], packages: [...packages] }, request)).toBeUndefined();
});

test('an unknown version is answered with its neighbours', async () => {
  await expect(resolve({ ...REQUEST, packages: { pandas: '2.1.99' } })).rejects.toMatchObject({
    code: 'pypi.unknown-version',
    hint: 'Ask for a version that exists: the nearest of pandas are 2.1.4 and 2.2.0.',
  });
});

test('a failure to find the resolver is not kept', async () => {
  let asked = 0;
  const ecosystem = createPypi({
    uv: async () => {
      asked += 1;
      throw new Error('no resolver');
    },
    cacheDirectory: folder,
  });
  const input = { request: REQUEST, interpreters: [], platforms: DEFAULT_PLATFORMS, excludeNewer: undefined };
  await expect(ecosystem.resolve(input, context)).rejects.toThrow('no resolver');
  await expect(ecosystem.resolve(input, context)).rejects.toThrow('no resolver');
  expect(asked).toBe(2);
});
