import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interpreters } from '@frazil/core';
import { afterEach, expect, test } from 'vitest';
import { certificateVariables } from './certificate-variables.ts';
import { createInterpreters } from './create-interpreters.ts';
import { readInterpreterFacts } from './facts.ts';
import { candidatePythons } from './installed/candidate-pythons.ts';
import { findInstalledPythons } from './installed/find-installed-pythons.ts';
import { compileLibrary } from './pack/compile-library.ts';
import { cleanUp, HOST, machineUv, newestPython, onlyPython, recordingContext, temporaryFolder } from './testing/machine.ts';
import { minorOf } from './version.ts';

afterEach(cleanUp);

/** With the newest Python of this machine and no network. */
async function offline(): Promise<{ interpreters: Interpreters; folder: string }> {
  const folder = await temporaryFolder();
  const { executable } = await newestPython();
  const variables = { ...onlyPython(executable, folder), UV_PYTHON_INSTALL_MIRROR: 'http://127.0.0.1:9' };
  return { folder, interpreters: createInterpreters({ uv: machineUv, cacheDirectory: join(folder, 'cache'), host: HOST, variables }) };
}

test('without network the newest installed patch answers a minor, without a warning and within two seconds', async () => {
  const { interpreters } = await offline();
  const { version, build } = await newestPython();
  const context = recordingContext();
  await machineUv();
  const start = performance.now();
  const locked = await interpreters.choose(minorOf(version), [HOST], { strict: true }, context);
  expect(performance.now() - start).toBeLessThan(2000);
  expect(locked).toEqual([{ version, build, provider: 'installed', platforms: [HOST] }]);
  expect(context.events.filter(({ kind }) => kind === 'note')).toEqual([]);
});

test('a minor that nobody has is interpreters.none-found, which names what there is', async () => {
  const { interpreters } = await offline();
  const { version } = await newestPython();
  const choosing = interpreters.choose('3.99', [HOST], { strict: false }, recordingContext());
  await expect(choosing).rejects.toMatchObject({ code: 'interpreters.none-found' });
  const other = interpreters.choose('3.8.1', [HOST], { strict: false }, recordingContext());
  await expect(other).rejects.toMatchObject({ details: { available: [version] }, hint: expect.stringContaining('Downloads fail') });
});

test('an exact wish that strict insists on is interpreters.not-exact, for other platforms as well', async () => {
  const { interpreters } = await offline();
  const wanted = `${minorOf((await newestPython()).version)}.99`;
  await expect(interpreters.choose(wanted, [HOST], { strict: true }, recordingContext())).rejects.toMatchObject({
    code: 'interpreters.not-exact',
  });
  const foreign = interpreters.choose(wanted, [HOST === 'osx-arm64' ? 'osx-x86_64' : 'osx-arm64'], { strict: true }, recordingContext());
  await expect(foreign).rejects.toMatchObject({ code: 'interpreters.not-exact' });
});

test('bad values never reach a provider', async () => {
  const never = () => Promise.reject(new Error('asked for uv'));
  const interpreters = createInterpreters({ uv: never, cacheDirectory: 'nowhere', host: HOST, variables: {} });
  for (const wanted of ['3', 'three']) {
    await expect(interpreters.choose(wanted, [HOST], { strict: false }, recordingContext())).rejects.toMatchObject({
      code: 'interpreters.bad-version',
    });
  }
});

test.each(['installed', 'unheard-of'])('a lock of the provider %s that is not met here is interpreters.not-had', async (provider) => {
  const { interpreters, folder } = await offline();
  const output = { layer: join(folder, 'layer'), original: join(folder, 'original') };
  const locked = { version: '3.12.77', provider, platforms: [HOST] };
  await expect(interpreters.pack(locked, HOST, output, recordingContext())).rejects.toMatchObject({ code: 'interpreters.not-had' });
});

test('what an installed interpreter is made of compiles for it; what is not here, or of an unknown provider, does not', async () => {
  const { interpreters } = await offline();
  const { executable, version, build } = await newestPython();
  const compilerOf = (changes: object) =>
    interpreters.compiler({ version, build, provider: 'installed', platforms: [HOST], ...changes }, recordingContext());
  expect(await compilerOf({})).toBe(executable);
  expect(await compilerOf({ build: 'another' })).toBe(executable);
  for (const changes of [{ version: '3.12.77' }, { provider: 'unheard-of' }]) expect(await compilerOf(changes)).toBeUndefined();
});

test('equal locks have equal recipes, and any difference shows', async () => {
  const { interpreters } = await offline();
  const locked = { version: '3.12.1', provider: 'installed', build: 'a', platforms: [HOST] };
  const recipes = [
    locked,
    { ...locked, build: 'b' },
    { ...locked, version: '3.12.2' },
    { ...locked, sha256: 'c' },
    { ...locked, provider: 'standalone' },
  ];
  expect(new Set(recipes.map((one) => interpreters.recipe(one, HOST))).size).toBe(5);
  expect(interpreters.recipe({ ...locked, platforms: [] }, HOST)).toBe(interpreters.recipe(locked, HOST));
});

test('a disk with no room for the layer is said, and nothing is left of it', async () => {
  const { folder } = await offline();
  const python = await newestPython();
  const script = `
    import { createInterpreters } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    const context = { reporter: { report() {} }, signal: new AbortController().signal };
    const interpreters = createInterpreters({ cacheDirectory: 'cache', host: ${JSON.stringify(HOST)} });
    const locked = { version: ${JSON.stringify(python.version)}, provider: 'installed', build: ${JSON.stringify(python.build)}, platforms: [] };
    await interpreters.pack(locked, ${JSON.stringify(HOST)}, { layer: 'layer', original: 'original' }, context).catch((error) => console.log(error.code, error.message));
    console.log((await import('node:fs')).readdirSync('.').filter((name) => name.startsWith('layer')).length);
  `;
  writeFileSync(join(folder, 'pack.ts'), script);
  const command = 'ulimit -f 2048; exec "$0" --conditions=@frazil/source pack.ts';
  const variables = { ...process.env, ...onlyPython(python.executable, folder) };
  const output = execFileSync('/bin/sh', ['-c', command, process.execPath], { cwd: folder, env: variables }).toString();
  expect(output).toMatch(/^(disk\.full|layers\.write-failed) .*\n0\n$/);
});

test('an abort while packing leaves no layer', async () => {
  const { interpreters, folder } = await offline();
  const { version, build } = await newestPython();
  const abort = new AbortController();
  const output = { layer: join(folder, 'layer'), original: join(folder, 'original') };
  const locked = { version, build, provider: 'installed', platforms: [HOST] };
  const packing = interpreters.pack(locked, HOST, output, recordingContext(abort.signal));
  setTimeout(() => abort.abort(new Error('interrupted')), 300);
  await expect(packing).rejects.toThrow('interrupted');
  expect(readdirSync(folder).filter((name) => name.startsWith('layer'))).toEqual([]);
});

test('a Python that does not run is interpreters.compile-failed', async () => {
  const compiling = (python: string) =>
    compileLibrary(python, [{ path: 'os.py', content: Buffer.from('1'), compiled: undefined }], recordingContext());
  await expect(compiling('/nowhere/python')).rejects.toMatchObject({ code: 'interpreters.compile-failed' });
  await expect(compiling(process.execPath)).rejects.toMatchObject({ code: 'interpreters.compile-failed' });
});

test('a prefix without facts, or with others, is interpreters.bad-facts', async () => {
  const folder = await temporaryFolder();
  await expect(readInterpreterFacts(folder)).rejects.toMatchObject({ code: 'interpreters.bad-facts' });
  mkdirSync(join(folder, 'lib/python3.12'), { recursive: true });
  writeFileSync(join(folder, 'lib/python3.12/frazil-interpreter.json'), '{"version":3}');
  await expect(readInterpreterFacts(folder)).rejects.toMatchObject({ code: 'interpreters.bad-facts' });
});

test('Pythons are found by every way, each once, and scripts are passed over', async () => {
  const folder = await temporaryFolder();
  const { executable, version } = await newestPython();
  const minor = minorOf(version);
  for (const place of ['path', 'pyenv/versions/a/bin', 'uv/b/bin', 'chosen/bin']) {
    mkdirSync(join(folder, place), { recursive: true });
    symlinkSync(executable, join(folder, place, `python${minor}`));
    const variables = { HOME: folder, [VARIABLES[place] ?? 'PATH']: join(folder, place.split('/')[0] ?? '') };
    expect(candidatePythons(variables, minor)).toContain(executable);
  }
  writeFileSync(join(folder, 'path', 'python3'), '#!/bin/sh\n', { mode: 0o755 });
  expect(candidatePythons({ HOME: folder, PATH: join(folder, 'path') }, '3.99')).not.toContain(join(folder, 'path', 'python3'));
});

const VARIABLES: Readonly<Record<string, string>> = {
  path: 'PATH',
  'pyenv/versions/a/bin': 'PYENV_ROOT',
  'uv/b/bin': 'UV_PYTHON_INSTALL_DIR',
  'chosen/bin': 'FRAZIL_PYTHONS',
};

test('a Python that changed is asked again, a broken one is none', async () => {
  const folder = await temporaryFolder();
  const { executable } = await newestPython();
  const find = (python: string) =>
    findInstalledPythons({ cacheDirectory: join(folder, 'cache'), host: HOST, variables: onlyPython(python, folder) }, recordingContext());
  expect(await find(executable)).toEqual(await find(executable));
  const broken = join(folder, 'python3');
  writeFileSync(broken, 'no program', { mode: 0o755 });
  utimesSync(broken, 1, 1);
  expect(await find(broken)).toEqual([]);
});

test('certificates are those of the user, else those of the machine', () => {
  expect(certificateVariables({ SSL_CERT_FILE: '/own' })).toEqual({});
  expect(certificateVariables({ SSL_CERT_DIR: '/own' })).toEqual({});
  for (const path of Object.values(certificateVariables({}))) expect(path).toMatch(/^\//);
});
