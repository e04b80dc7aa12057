import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PLATFORMS, type Interpreters, type LockedInterpreter, type Platform } from '@frazil/core';
import { openLayer } from '@frazil/layers';
import { afterEach, expect, test } from 'vitest';
import { createInterpreters } from '../create-interpreters.ts';
import { cleanUp, HOST, machineUv, newestPython, onlyPython, recordingContext, temporaryFolder } from '../testing/machine.ts';
import { type Answer, type ReleaseServer, startReleaseServer } from '../testing/release-server.ts';
import { minorOf } from '../version.ts';

afterEach(cleanUp);

const FOREIGN: Platform = HOST === 'linux-aarch64' ? 'linux-x86_64' : 'linux-aarch64';

interface Scene {
  readonly interpreters: Interpreters;
  readonly release: ReleaseServer;
  readonly folder: string;
  /** A version that only the release has. */
  readonly version: string;
  readonly minor: string;
}

async function scene(settings: { readonly sha256?: string; readonly variables?: Record<string, string> } = {}): Promise<Scene> {
  const folder = await temporaryFolder();
  const real = await newestPython();
  const version = `${minorOf(real.version)}.98`;
  const release = await startReleaseServer(folder, real);
  const catalogue = release.catalogue(version, [HOST, FOREIGN, 'osx-arm64'], settings.sha256);
  const variables = {
    ...process.env,
    ...onlyPython(real.executable, folder),
    UV_PYTHON_DOWNLOADS_JSON_URL: catalogue,
    ...settings.variables,
  };
  const interpreters = createInterpreters({ uv: machineUv, cacheDirectory: join(folder, 'cache'), host: HOST, variables });
  return { interpreters, release, folder, version, minor: minorOf(version) };
}

async function chooseOne({ interpreters, version }: Scene, platform: Platform = HOST): Promise<LockedInterpreter> {
  const [locked] = await interpreters.choose(version, [platform], { strict: true }, recordingContext());
  if (locked === undefined) throw new Error('nothing was chosen');
  return locked;
}

test('an exact standalone interpreter is locked for every platform, and downloaded for the host alone', async () => {
  const { interpreters, release, version } = await scene();
  const context = recordingContext();
  const locked = await interpreters.choose(version, [HOST, FOREIGN, 'osx-arm64'], { strict: true }, context);
  expect(locked.map(({ provider, build, sha256 }) => ({ provider, build, sha256 }))).toEqual(
    Array(3).fill({ provider: 'standalone', build: '20260102', sha256: release.sha256 }),
  );
  expect(locked[0]?.file).toMatch(/^cpython-.*\+20260102-.*install_only\.tar\.gz$/);
  expect(release.served).toHaveLength(1);
  expect(context.events).not.toContainEqual(expect.objectContaining({ kind: 'note' }));
});

test('a layer is made of the archive, which is kept as it was served and not fetched again', async () => {
  const one = await scene();
  const locked = await chooseOne(one);
  const output = { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') };
  const layer = await one.interpreters.pack(locked, HOST, output, recordingContext());
  expect(one.release.served).toHaveLength(1);
  expect(createHash('sha256').update(readFileSync(output.original)).digest('hex')).toBe(one.release.sha256);
  const contents = await openLayer({ kind: 'file', path: output.layer }, layer);
  const files = contents.files.map(({ path }) => path);
  const library = `lib/python${one.minor}`;
  const tag = `cpython-${one.minor.replace('.', '')}`;
  expect(files).toEqual(
    [
      `bin/python${one.minor}`,
      `include/python${one.minor}/Python.h`,
      ...['_sysconfigdata__linux_test', 'os', 'same'].flatMap((name) => [
        `${library}/${name}.py`,
        `${library}/__pycache__/${name}.${tag}.pyc`,
      ]),
      `${library}/broken.py`,
      `${library}/frazil-interpreter.json`,
      `${library}/${'long/'.repeat(30)}module.py`,
      `${library}/${'long/'.repeat(30)}__pycache__/module.${tag}.pyc`,
    ].sort(),
  );
  expect(contents.symlinks.map(({ path }) => path)).toEqual(['bin/python', 'bin/python3', `${library}/linked.py`]);
});

test('the layer of a foreign platform is made without running anything of it', async () => {
  const one = await scene();
  const locked = await chooseOne(one, FOREIGN);
  expect(one.release.served).toHaveLength(0);
  const output = { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') };
  const layer = await one.interpreters.pack(locked, FOREIGN, output, recordingContext());
  expect(layer.files).toBeGreaterThan(9);
  expect(one.interpreters.recipe(locked, FOREIGN)).toContain(one.release.sha256);
});

test('a damaged archive in the cache is fetched again', async () => {
  const one = await scene();
  const locked = await chooseOne(one);
  const kept = join(one.folder, 'cache', 'standalone', one.release.sha256, locked.file ?? '');
  writeFileSync(kept, 'rot');
  await one.interpreters.pack(
    locked,
    HOST,
    { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') },
    recordingContext(),
  );
  expect(one.release.served).toHaveLength(2);
  expect(readFileSync(kept)).toEqual(one.release.content);
});

test('a build that the catalogue no longer has comes from beside the present one', async () => {
  const one = await scene();
  const locked = await chooseOne(one, FOREIGN);
  const older = { ...locked, build: '20250101', file: locked.file?.replace('20260102', '20250101') ?? '' };
  await one.interpreters.pack(
    older,
    FOREIGN,
    { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') },
    recordingContext(),
  );
  expect(one.release.served).toEqual([expect.stringMatching(/^\/20250101\/cpython-.*20250101/)]);
});

test('a file that is not what the catalogue says is refused with interpreters.hash-mismatch', async () => {
  const one = await scene({ sha256: 'ab'.repeat(32) });
  const error = { code: 'interpreters.hash-mismatch', details: { wanted: 'ab'.repeat(32), got: one.release.sha256 } };
  await expect(chooseOne(one)).rejects.toMatchObject(error);
  expect(readdirSync(join(one.folder, 'cache', 'standalone'))).toEqual([]);
});

test('a truncated archive is refused with interpreters.archive-damaged', async () => {
  const one = await scene();
  one.release.answer = (response, content) => response.end(content.subarray(0, content.length / 2));
  await expect(chooseOne(one)).rejects.toMatchObject({ code: 'interpreters.archive-damaged' });
});

test.each<[string, Answer]>([
  ['a mirror without the file', (response) => response.writeHead(404).end()],
  ['a mirror that breaks off', (response) => response.destroy()],
])('%s leads to the nearest one installed, with a warning, quickly', async (_name, answer) => {
  const one = await scene();
  one.release.answer = answer;
  const context = recordingContext();
  const start = performance.now();
  const [locked] = await one.interpreters.choose(one.version, [HOST], { strict: false }, context);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(locked).toMatchObject({ provider: 'installed', version: (await newestPython()).version });
  const message = expect.stringMatching(
    new RegExp(`^CPython ${one.version} can't be had for ${HOST}: .* is used, the nearest installed.*download failed`),
  );
  expect(context.events).toContainEqual({ kind: 'note', level: 'warning', message });
  await expect(chooseOne(one)).rejects.toMatchObject({ code: 'interpreters.not-exact' });
  expect(existsSync(join(one.folder, 'cache', 'standalone', one.release.sha256))).toBe(false);
});

test('a mirror that never answers is given up', async () => {
  const one = await scene({ variables: { UV_HTTP_TIMEOUT: '1' } });
  one.release.answer = () => undefined;
  const [locked] = await one.interpreters.choose(one.version, [HOST], { strict: false }, recordingContext());
  expect(locked?.provider).toBe('installed');
});

test('what a lock names and no network gives is interpreters.download-failed', async () => {
  const one = await scene();
  const locked = await chooseOne(one, FOREIGN);
  one.release.answer = (response) => response.destroy();
  const output = { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') };
  await expect(one.interpreters.pack(locked, FOREIGN, output, recordingContext())).rejects.toMatchObject({
    code: 'interpreters.download-failed',
  });
});

test('an abort while a mirror keeps silent leaves nothing behind', async () => {
  const one = await scene();
  const abort = new AbortController();
  one.release.answer = () => abort.abort(new Error('interrupted'));
  const choosing = one.interpreters.choose(one.version, [HOST], { strict: false }, recordingContext(abort.signal));
  await expect(choosing).rejects.toThrow('interrupted');
  expect(readdirSync(join(one.folder, 'cache', 'standalone'))).toEqual([]);
});

test('a disk that refuses to keep the archive is said', async () => {
  const one = await scene();
  const locked = await chooseOne(one);
  mkdirSync(join(one.folder, 'original'));
  const output = { layer: join(one.folder, 'layer'), original: join(one.folder, 'original') };
  await expect(one.interpreters.pack(locked, HOST, output, recordingContext())).rejects.toMatchObject({ code: 'disk.failed' });
});

test("uv's own catalogue gives hashes for all platforms without a download", async () => {
  const folder = await temporaryFolder();
  // A mirror that can't be reached: what is learnt is learnt without it.
  const variables = { ...process.env, UV_PYTHON_INSTALL_MIRROR: 'http://127.0.0.1:9', UV_PYTHON_DOWNLOADS_JSON_URL: undefined };
  const interpreters = createInterpreters({ uv: machineUv, cacheDirectory: join(folder, 'cache'), host: 'osx-x86_64', variables });
  const locked = await interpreters.choose('3.10.11', DEFAULT_PLATFORMS, { strict: true }, recordingContext());
  expect(locked.map(({ version, build }) => `${version} ${build}`)).toEqual(Array(3).fill('3.10.11 20230507'));
  for (const { sha256 } of locked) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(locked.map(({ sha256 }) => sha256)).size).toBe(3);
});

test('a catalogue that is none is interpreters.bad-catalogue', async () => {
  const one = await scene();
  writeFileSync(join(one.folder, 'catalogue.json'), JSON.stringify({ python: { sha256: 7 } }));
  await expect(chooseOne(one, FOREIGN)).rejects.toMatchObject({
    code: expect.stringMatching(/^(interpreters\.bad-catalogue|uv\.failed)$/),
  });
});
