import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LockedPackage } from '@frazil/core';
import { makeChannel, makePackage, type PackageToMake } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Scene, setScene } from '../testing/scene.ts';

const python = (version: string, more: Partial<PackageToMake> = {}) =>
  makePackage({ name: 'python', version, build: 'h1_cpython', depends: ['__glibc >=2.17,<3.0.a0', 'libzlib >=1.2,<2.0a0'], ...more });
const DAY = 86_400_000;
const NOW = 1_700_000_000_000;

const PACKAGES = [
  python('3.11.5'),
  python('3.11.7'),
  python('3.12.1'),
  python('3.11.7', { subdir: 'linux-aarch64', build: 'h2_cpython', depends: ['libzlib'] }),
  makePackage({ name: 'libzlib', version: '1.2.13' }),
  makePackage({ name: 'libzlib', version: '1.2.13', format: 'tar.bz2' }),
  makePackage({ name: 'libzlib', version: '1.3', subdir: 'linux-aarch64' }),
  makePackage({ name: 'numpy', version: '1.26.4', build: 'py311_0', depends: ['python >=3.11,<3.12.0a0'], timestamp: NOW - 10 * DAY }),
  makePackage({ name: 'numpy', version: '1.26.4', build: 'py312_0', depends: ['python >=3.12,<3.13.0a0'], timestamp: NOW - 10 * DAY }),
  makePackage({
    name: 'numpy',
    version: '2.0.0',
    build: 'py311_0',
    depends: ['python >=3.11,<3.12.0a0', '__glibc >=2.27'],
    timestamp: NOW,
  }),
  makePackage({ name: 'too-new', version: '1', depends: ['__glibc >=2.40'] }),
  makePackage({
    name: 'tiny',
    version: '1.0',
    build: 'py_0',
    subdir: 'noarch',
    depends: ['ice::numpy', 'python >=3.8'],
    timestamp: (NOW - 20 * DAY) / 1000,
  }),
  makePackage({ name: 'clash', version: '1', depends: ['numpy <1'] }),
];

let scene: Scene;
beforeEach(async () => {
  scene = await setScene(PACKAGES);
});
afterEach(() => scene[Symbol.asyncDispose]());

const linesOf = (packages: readonly LockedPackage[]) =>
  packages.flatMap(({ name, version, files }) => files.map(({ file, platforms }) => `${name} ${version} ${file} ${platforms.join()}`));

test('resolves for several platforms, with Python, in order of name', async () => {
  const packages = await scene.ask({ tiny: '' }, { platforms: ['linux-x86_64'] });
  expect(packages).toEqual([
    expect.objectContaining({ name: 'libzlib', version: '1.2.13', channel: 'ice', why: ['python'] }),
    expect.objectContaining({ name: 'numpy', version: '2.0.0', why: ['tiny'] }),
    expect.objectContaining({ name: 'python', version: '3.11.7', why: ['request', 'numpy', 'tiny'] }),
    {
      name: 'tiny',
      version: '1.0',
      channel: 'ice',
      why: ['request'],
      files: [
        {
          file: 'tiny-1.0-py_0.conda',
          subdir: 'noarch',
          build: 'py_0',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          size: expect.any(Number),
          uploaded: '2023-10-25T22:13:20Z',
          platforms: ['linux-x86_64'],
        },
      ],
    },
  ]);
  expect(JSON.stringify(packages)).not.toContain(scene.folder);
  expect(scene.conda().interpreters?.(packages, ['linux-x86_64'])).toEqual([
    { version: '3.11.7', provider: 'conda', package: 'python', platforms: ['linux-x86_64'] },
  ]);
  expect(linesOf(await scene.ask({}, { platforms: ['linux-aarch64', 'linux-x86_64'] }))).toEqual([
    'libzlib 1.2.13 libzlib-1.2.13-0.conda linux-x86_64',
    'libzlib 1.3 libzlib-1.3-0.conda linux-aarch64',
    'python 3.11.7 python-3.11.7-h1_cpython.conda linux-x86_64',
    'python 3.11.7 python-3.11.7-h2_cpython.conda linux-aarch64',
  ]);
});

test('takes versions as Metaflow does, and builds', async () => {
  const versionOf = async (value: string) => (await scene.ask({ numpy: value })).find(({ name }) => name === 'numpy')?.version;
  for (const value of ['1.26.4', '==1.26.4', '<2', '>=1.26, <2', '1.26.*', '1.2.*|1.26.*', '1.26.4=py311*', '1.26.4 py311_0', '~=1.26.0'])
    expect([value, await versionOf(value)]).toEqual([value, '1.26.4']);
  expect(await versionOf('')).toBe('2.0.0');
});

test('the nearest patch of Python counts, with a warning, unless strict', async () => {
  const packages = await scene.ask({}, { python: '3.11.6' });
  expect(packages.find(({ name }) => name === 'python')?.version).toBe('3.11.7');
  expect(scene.events).toContainEqual({ kind: 'note', level: 'warning', message: expect.stringContaining('3.11.6') });
  await expect(scene.ask({}, { python: '3.11.6', strict: true })).rejects.toMatchObject({ code: 'conda.no-python' });
  expect((await scene.ask({}, { python: '3.11.5' })).find(({ name }) => name === 'python')?.version).toBe('3.11.5');
});

test.each([
  ['conda.bad-requirement', { numpy: '1.2 a b' }, /can't be read/],
  ['conda.bad-requirement', { 'num py': '1' }, /can't be read/],
  ['conda.bad-requirement', { numpy: '>=<1' }, /can't be read/],
  ['conda.unknown-package', { nunpy: '' }, /no package nunpy in ice.*Did you mean numpy/],
  ['conda.unknown-version', { numpy: '1.26' }, /no numpy 1\.26\..*2\.0\.0, 1\.26\.4/],
  ['conda.unknown-version', { numpy: '1.26.4=py39*' }, /no numpy 1\.26\.4 py39/],
  ['conda.not-for-platform', { libzlib: '1.3' }, /no libzlib 1\.3 for linux-x86_64.*linux-aarch64/],
  ['conda.impossible', { clash: '' }, /numpy <1/],
  ['conda.impossible', { 'too-new': '' }, /__glibc >=2\.40/],
])('%s for %j', async (code, packages, text) => {
  const failure: unknown = await scene.ask(packages).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code, concerns: 'request' });
  expect(failure instanceof Error && 'hint' in failure ? `${failure.message} ${failure.hint}` : '').toMatch(text);
  expect(String(failure)).not.toMatch(/127\.0\.0\.1/);
});

test('there is no Python of another minor', async () => {
  await expect(scene.ask({}, { python: '3.9' })).rejects.toMatchObject({
    code: 'conda.no-python',
    details: { available: ['3.11.7', '3.12.1'] },
  });
});

test('sees only what was built before a date, in milliseconds or seconds', async () => {
  const names = async (excludeNewer: string) =>
    linesOf(await scene.ask({ numpy: '' }, { excludeNewer })).map((line) => line.split(' ', 2).join(' '));
  await expect(names('2023-11-14')).rejects.toMatchObject({ code: 'conda.no-python' });
  expect(await names('2023-11-15')).toContain('numpy 2.0.0');
  await expect(scene.ask({ numpy: '2.0.0' }, { excludeNewer: '2023-11-14T22:13:20Z' })).rejects.toMatchObject({ code: 'conda.no-python' });
  await expect(scene.ask({}, { excludeNewer: 'yesterday' })).rejects.toMatchObject({ code: 'conda.bad-date' });
  await makeChannel(scene.channel, [python('3.11.7', { timestamp: NOW - 40 * DAY }), ...PACKAGES.slice(3)]);
  await expect(scene.ask({ numpy: '2.0.0' }, { excludeNewer: '2023-11-10' })).rejects.toMatchObject({ code: 'conda.nothing-before-date' });
});

test('the first channel that has a package is the only one, unless another is named', async () => {
  const other = join(scene.folder, 'other');
  await makeChannel(other, [
    makePackage({ name: 'numpy', version: '3.0', build: 'py311_0', depends: ['python >=3.11,<3.12.0a0'] }),
    makePackage({ name: 'only-here', version: '1' }),
    makePackage({ name: 'aaa', version: '1', depends: ['numpy'] }),
  ]);
  const both = { FRAZIL_CONDA_CHANNELS: ` ${scene.channel} , ${pathToFileURL(other).href}/linux-64/` };
  const found = await scene.ask({ numpy: '', 'only-here': '' }, { variables: both });
  expect(found.map(({ name, version, channel }) => `${channel} ${name} ${version}`)).toEqual([
    'ice libzlib 1.2.13',
    'ice numpy 2.0.0',
    'other only-here 1',
    'ice python 3.11.7',
  ]);
  const first = await scene.ask({ aaa: '' }, { variables: both });
  expect(first.find(({ name }) => name === 'numpy')).toMatchObject({ version: '2.0.0', channel: 'ice' });
  const named = await scene.ask({ 'other::numpy': '' }, { variables: both });
  expect(named.find(({ name }) => name === 'numpy')).toMatchObject({ version: '3.0', channel: 'other' });
});

test('removed packages and channels that are not there', async () => {
  await makeChannel(scene.channel, PACKAGES, { removed: ['numpy-2.0.0-py311_0.conda'], isPacked: true });
  expect((await scene.ask({ numpy: '' })).find(({ name }) => name === 'numpy')?.version).toBe('1.26.4');
  await expect(scene.ask({}, { channels: [join(scene.folder, 'nowhere')] })).rejects.toMatchObject({ code: 'conda.unknown-channel' });
  const channels = ['https://user:secret@channels.example/ice'];
  await expect(scene.ask({}, { channels })).rejects.toMatchObject({ code: 'conda.credentials-in-request' });
});

test.each([
  ['no JSON', () => '{"packages": {"numpy-1-0.conda": {"name": '],
  ['nothing', () => ''],
  [
    'a record of another package',
    () => JSON.stringify({ packages: { 'python-3.11.7-0.tar.bz2': { ...python('3.11.7').record, name: 'perl' } } }),
  ],
  ['a record without a name', () => JSON.stringify({ packages: { 'python-3.11.7-0.tar.bz2': { version: '1' } } })],
  [
    'no sha256',
    () =>
      JSON.stringify({
        packages: { 'python-3.11.7-0.tar.bz2': { ...python('3.11.7', { build: '0', depends: [] }).record, sha256: undefined } },
      }),
  ],
])('refuses repodata with %s', async (_, text) => {
  await writeFile(join(scene.channel, 'linux-64', 'repodata.json'), text());
  await expect(scene.ask({})).rejects.toMatchObject({ code: 'conda.bad-repodata', message: expect.stringContaining('ice') });
});

test('channels of .condarc: names below an alias, custom and mirrored ones', async () => {
  const base = pathToFileURL(scene.folder).href;
  const variables = { FRAZIL_CONDA_CHANNELS: '', CONDARC: join(scene.folder, 'condarc') };
  const settings = [
    `channels: [ice]\nchannel_alias: ${base}\n`,
    `channels:\n  - defaults\ndefault_channels: [ice]\ncustom_channels:\n  ice: ${base}/\n`,
    `channels: [ice]\nmirrored_channels:\n  ice: ['https://127.0.0.1:1/none', '${base}/ice']\n`,
  ];
  for (const text of settings) {
    await writeFile(variables.CONDARC, text);
    expect(await scene.ask({}, { variables })).toHaveLength(2);
  }
  for (const text of ['channels: [', 'channels: 7']) {
    await writeFile(variables.CONDARC, text);
    await expect(scene.ask({}, { variables })).rejects.toMatchObject({ code: 'conda.bad-condarc' });
  }
  await rm(variables.CONDARC);
  await mkdir(variables.CONDARC);
  await expect(
    scene.ask({}, { variables: { ...variables, CONDA_CHANNEL_ALIAS: base, METAFLOW_CONDA_CHANNELS: 'ice' } }),
  ).resolves.toHaveLength(2);
});
