import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enginesCache } from './engines-cache.ts';
import { installed } from './installed.ts';

const INSTALL_SLOWLY = fileURLToPath(new URL('../testing/install-slowly.ts', import.meta.url));

let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'frazil-engines-'));
  vi.stubEnv('FRAZIL_ENGINES_CACHE', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

function installSlowly(milliseconds: number) {
  const args = ['--conditions=@frazil/source', INSTALL_SLOWLY, 'engine', String(milliseconds)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('processes that need an engine at once bring it once', async () => {
  const processes = [1, 2, 3].map(() => installSlowly(300));
  expect(await Promise.all(processes.map(async (one) => (await once(one, 'close'))[0]))).toEqual([0, 0, 0]);
  expect(await readFile(join(cache, 'engine', 'times'), 'utf8')).toBe('once\n');
});

test('what a killed process left half done is thrown away, and its turn is over', async () => {
  const killed = installSlowly(60_000);
  await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  const folder = await installed('engine', (target) => writeFile(join(target, 'whole'), ''));
  expect((await readdir(folder)).sort()).toEqual(['.complete', 'whole']);
});

test('what can not be brought says which and why, and is tried again', async () => {
  const failing = installed('engine', () => Promise.reject(new Error('no route to host')));
  await expect(failing).rejects.toThrow(
    `The engine engine can't be brought to ${join(cache, 'engine')}, which takes the network: no route to host`,
  );
  expect(await installed('engine', async () => {})).toBe(join(cache, 'engine'));
});

test('a cache that can not be written to is said so', async () => {
  await writeFile(join(cache, 'file'), '');
  vi.stubEnv('FRAZIL_ENGINES_CACHE', join(cache, 'file'));
  await expect(installed('engine', async () => {})).rejects.toThrow(/ENOTDIR.*file/);
});

test('the cache is the chosen folder, else one of the user', () => {
  expect(enginesCache({ FRAZIL_ENGINES_CACHE: '/chosen', XDG_CACHE_HOME: '/xdg' })).toBe('/chosen');
  expect(enginesCache({ FRAZIL_ENGINES_CACHE: '', XDG_CACHE_HOME: '/xdg' })).toBe('/xdg/frazil-engines');
  expect(enginesCache({})).toMatch(/\.cache\/frazil-engines$/);
});
