import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context, EnvironmentRequest, Event, LockedPackage, PresentPackage } from '@frazil/core';
import { buildWheel, type PackageIndexOptions, startPackageIndex } from '@frazil/testkit';
import { findUv } from '@frazil/uv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createUrlMemory } from '../fetch/url-memory.ts';
import { resolve } from './resolve.ts';

let folder: string;
let events: Event[];
const context: Context = { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };
const uv = () => findUv({ cacheDirectory: join(tmpdir(), 'frazil-tests') }, context);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-resolve-'));
  events = [];
  vi.stubEnv('UV_CACHE_DIR', join(folder, 'uv'));
  vi.stubEnv('UV_HTTP_RETRIES', '0');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const WHEELS = [
  buildWheel({
    name: 'Alpha.Pkg',
    version: '1.0',
    requires: ['beta>=1', 'gamma; extra == "fast"', 'delta; sys_platform == "darwin"', 'newest; python_full_version >= "3.10.13"'],
    extras: ['fast'],
    uploaded: '2023-01-01T00:00:00Z',
  }),
  buildWheel({ name: 'Alpha.Pkg', version: '3.0', uploaded: '2025-01-01T00:00:00Z' }),
  buildWheel({ name: 'beta', version: '1.0' }),
  buildWheel({ name: 'beta', version: '2.0', uploaded: '2024-01-01T00:00:00Z', requires: ['delta'] }),
  buildWheel({ name: 'delta', version: '1.0' }),
  buildWheel({ name: 'newest', version: '1.0' }),
  ...['cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64', 'cp38-abi3-manylinux_2_28_x86_64', 'cp310-cp310-macosx_11_0_arm64'].map(
    (tag) => buildWheel({ name: 'gamma', version: '0.1', tag }),
  ),
  buildWheel({ name: 'old', version: '1.0', tag: 'cp37-cp37m-manylinux2014_x86_64' }),
  buildWheel({ name: 'clash', version: '1.0', requires: ['beta<2'] }),
];

function ask(
  packages: EnvironmentRequest['packages'],
  extra: { date?: string; python?: string; present?: readonly PresentPackage[] } = {},
): Promise<readonly LockedPackage[]> {
  const request: EnvironmentRequest = { ecosystem: 'pypi', python: extra.python ?? '3.10', packages };
  const interpreters = [
    { version: '3.10.13', provider: 'installed', platforms: ['linux-x86_64' as const] },
    { version: '3.10.11', provider: 'standalone', platforms: ['osx-arm64' as const] },
  ];
  const platforms = ['linux-x86_64', 'osx-arm64'] as const;
  const input = { request, interpreters, platforms, excludeNewer: extra.date, ...(extra.present && { present: extra.present }) };
  return resolve(input, { uv, memory: createUrlMemory(join(folder, 'urls')), folder: join(folder, 'files') }, context);
}

async function serve(options: Partial<PackageIndexOptions> = {}) {
  const index = await startPackageIndex({ wheels: WHEELS, ...options });
  vi.stubEnv('UV_DEFAULT_INDEX', index.url);
  return index;
}

test('one entry for each version, with the files of each platform, who asks, and what the index says', async () => {
  await using _index = await serve();
  const packages = await ask({ 'Alpha_pkg[fast]': '1.0' });
  expect(packages.map(({ name, version, why }) => `${name} ${version}: ${why}`)).toEqual([
    'alpha-pkg 1.0: request',
    'beta 2.0: alpha-pkg',
    'delta 1.0: alpha-pkg,beta',
    'gamma 0.1: alpha-pkg',
    'newest 1.0: alpha-pkg',
  ]);
  const files = packages.flatMap((one) => one.files.map(({ file, platforms }) => `${file} ${platforms}`));
  expect(files).toContain('gamma-0.1-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl linux-x86_64');
  expect(files).toContain('gamma-0.1-cp310-cp310-macosx_11_0_arm64.whl osx-arm64');
  // Only the platform whose exact Python asks for it has it.
  expect(files).toContain('newest-1.0-py3-none-any.whl linux-x86_64');
  expect(packages[0]).toEqual({
    name: 'alpha-pkg',
    version: '1.0',
    index: 'default',
    why: ['request'],
    files: [
      {
        file: 'alpha_pkg-1.0-py3-none-any.whl',
        sha256: WHEELS[0]?.sha256,
        size: WHEELS[0]?.content.length,
        uploaded: '2023-01-01T00:00:00Z',
        platforms: ['linux-x86_64', 'osx-arm64'],
      },
    ],
  });
  expect(await ask({})).toEqual([]);
});

test('a date hides what came later, a day means its first moment, and only the index that gives no times is exempt', async () => {
  await using _index = await serve();
  const versions = async (date: string) => (await ask({ beta: '' }, { date })).map(({ name, version }) => `${name} ${version}`);
  expect(await versions('2024-01-01')).toEqual(['beta 1.0']);
  expect(await versions('2024-01-02')).toEqual(['beta 2.0', 'delta 1.0']);
  await expect(ask({ beta: '2.0' }, { date: '2023-01-01' })).rejects.toMatchObject({
    code: 'pypi.nothing-before-date',
    details: { package: 'beta', published: '2024-01-01T00:00:00Z' },
  });
  await expect(ask({ beta: '' }, { date: 'yesterday' })).rejects.toMatchObject({ code: 'pypi.bad-date' });
  await using _timeless = await serve({ hasUploadTimes: false });
  expect(await versions('2023-01-01')).toEqual(['beta 2.0', 'delta 1.0']);
  const notes = events.flatMap((event) => (event.kind === 'note' && event.level === 'warning' ? [event.message] : []));
  expect(notes).toEqual(['beta', 'delta'].map((name) => `The index of ${name} gives no upload times: the date does not apply to it`));
});

test('an index of plain HTML without hashes does, and neither its credentials nor its host get into what is locked', async () => {
  const credentials = { user: 'me', password: 'secret' };
  await using index = await startPackageIndex({ wheels: WHEELS, format: 'html', hasHashes: false, credentials });
  vi.stubEnv('UV_INDEX', `mine=${index.url}`);
  vi.stubEnv('UV_INDEX_MINE_USERNAME', 'me');
  vi.stubEnv('UV_INDEX_MINE_PASSWORD', 'wrong');
  await expect(ask({ beta: '1.0' })).rejects.toMatchObject({ code: 'pypi.not-allowed', details: { status: 401 } });
  vi.stubEnv('UV_INDEX_MINE_PASSWORD', 'secret');
  const packages = await ask({ beta: '1.0' });
  expect(packages).toMatchObject([{ name: 'beta', index: 'mine', files: [{ sha256: WHEELS[2]?.sha256 }] }]);
  expect(JSON.stringify(packages)).not.toMatch(/127\.0\.0\.1|secret/);
});

test('direct URLs of wheels, served and on disk', async () => {
  await using index = await serve();
  const url = new URL('../files/beta-1.0-py3-none-any.whl', index.url).href;
  expect(await ask({ beta: `@ ${url}` })).toMatchObject([{ name: 'beta', version: '1.0', url, why: ['request'] }]);
  const path = join(folder, 'beta-1.0-py3-none-any.whl');
  await writeFile(path, WHEELS[2]?.content ?? '');
  const [onDisk] = await ask({ beta: `@ ${pathToFileURL(path).href}` });
  expect(onDisk).toMatchObject({ url: pathToFileURL(path).href, files: [{ sha256: WHEELS[2]?.sha256 }] });
  expect(onDisk).not.toHaveProperty('index');
  await expect(ask({ beta: '@ file:///none/beta-1.0-py3-none-any.whl' })).rejects.toMatchObject({ code: 'pypi.no-network' });
});

test('what can not be read is refused before anything is asked', async () => {
  await expect(ask({ beta: 'latest' })).rejects.toMatchObject({ code: 'pypi.bad-requirement' });
  await expect(ask({ beta: '@ nowhere' })).rejects.toMatchObject({ code: 'pypi.bad-requirement' });
  await expect(ask({ beta: '@ https://me:secret@host/b.whl' })).rejects.toMatchObject({ code: 'pypi.credentials-in-request' });
  await expect(ask({ beta: '@ git+https://host/beta' })).rejects.toMatchObject({ code: 'pypi.needs-build' });
  await expect(ask({ beta: '' }, { python: 'three' })).rejects.toMatchObject({ code: 'pypi.bad-python' });
  vi.stubEnv('PATH', folder);
  vi.stubEnv('FRAZIL_UV', (await findUv({ cacheDirectory: join(tmpdir(), 'frazil-tests') }, context).catch(() => undefined))?.path ?? '');
  await expect(ask({ beta: '' })).rejects.toMatchObject({ code: 'pypi.no-host-python' });
});

test('what has no answer says what is wrong and what would do', async () => {
  await using _index = await serve();
  await expect(ask({ nothing: '1' })).rejects.toMatchObject({ code: 'pypi.unknown-package', details: { package: 'nothing' } });
  await expect(ask({ 'alpha-pkg': '2.0' })).rejects.toMatchObject({
    code: 'pypi.unknown-version',
    hint: 'Ask for a version that exists: the nearest of alpha-pkg are 1.0 and 3.0.',
  });
  await expect(ask({ gamma: '0.1', clash: '', beta: '2.0' })).rejects.toMatchObject({
    code: 'pypi.impossible',
    hint: expect.stringMatching(/clash depend on beta<2.*this is impossible/),
  });
  await expect(ask({ old: '1.0' })).rejects.toMatchObject({ code: 'pypi.no-wheel', details: { package: 'old', version: '1.0' } });
});

test('a platform that a package has no wheel for is named, with those it has', async () => {
  const wheels = ['macosx_12_0_arm64', 'win_amd64'].map((platform) =>
    buildWheel({ name: 'mac-only', version: '2.0', tag: `py3-none-${platform}` }),
  );
  await using _index = await serve({ wheels });
  await expect(ask({ 'mac-only': '2.0' })).rejects.toMatchObject({
    code: 'pypi.no-wheel',
    message: 'mac-only 2.0 has no wheel for linux-x86_64 with Python 3.10.13.',
    hint: expect.stringContaining('macosx_12_0_arm64, win_amd64'),
  });
});

test('no network, a dead proxy and a broken index are told apart from wrong requests', async () => {
  const index = await serve({ intercept: (_request, response) => response.writeHead(500).end() !== undefined });
  await expect(ask({ beta: '' })).rejects.toMatchObject({ code: 'pypi.no-network', message: expect.stringContaining('500') });
  await index.close();
  await expect(ask({ beta: '' })).rejects.toMatchObject({ code: 'pypi.no-network', message: expect.stringContaining('refused') });
  vi.stubEnv('UV_OFFLINE', '1');
  await expect(ask({ beta: '' })).rejects.toMatchObject({ code: 'pypi.no-network', message: expect.stringContaining('UV_OFFLINE') });
  vi.stubEnv('UV_OFFLINE', '');
  vi.stubEnv('UV_DEFAULT_INDEX', 'https://index.invalid/simple');
  for (const name of ['HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, 'http://127.0.0.1:9');
  await expect(ask({ beta: '' })).rejects.toMatchObject({ code: 'pypi.no-network' });
});

test('what is there already is suited and not resolved again, nor is what only that needs', async () => {
  await using _index = await serve();
  const platforms = ['linux-x86_64', 'osx-arm64'] as const;
  const present = [
    { name: 'Beta', version: '2.0', platforms },
    { name: 'no-version', version: '9e', platforms },
  ];
  const packages = await ask({ 'alpha.pkg': '1.0' }, { present });
  // delta is needed by beta alone on Linux, by alpha itself elsewhere.
  expect(packages.map(({ name, files }) => [name, files.flatMap((file) => file.platforms)])).toEqual([
    ['alpha-pkg', ['linux-x86_64', 'osx-arm64']],
    ['delta', ['osx-arm64']],
    ['newest', ['linux-x86_64']],
  ]);
  await expect(ask({ clash: '' }, { present })).rejects.toMatchObject({ code: 'pypi.impossible' });
  const elsewhere = [{ name: 'beta', version: '9.0', platforms }];
  await expect(ask({ 'alpha.pkg': '1.0' }, { present: elsewhere })).rejects.toMatchObject({
    code: 'pypi.unknown-version',
    details: { package: 'beta', version: '9.0' },
  });
  expect(await ask({ beta: '2.0' }, { present })).toEqual([]);
  expect(await readdir(join(folder, 'files'))).toEqual([]);
});

test('an abort throws its reason', async () => {
  await using _index = await serve({ intercept: () => true });
  const controller = new AbortController();
  const input = {
    request: { ecosystem: 'pypi' as const, python: '3.10', packages: { beta: '' } },
    interpreters: [{ version: '3.10.13', provider: 'installed', platforms: ['linux-x86_64' as const] }],
    platforms: ['linux-x86_64' as const],
    excludeNewer: undefined,
  };
  const parts = { uv, memory: createUrlMemory(join(folder, 'urls')), folder };
  const running = resolve(input, parts, { ...context, signal: controller.signal });
  setTimeout(() => controller.abort(new Error('interrupted')), 300);
  await expect(running).rejects.toThrow('interrupted');
});
