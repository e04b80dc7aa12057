import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ensureHome } from './ensure-home.ts';
import { readSettings } from './settings.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test('everything is in ~/.frazil unless told otherwise', () => {
  const settings = readSettings({}, { HOME: '/home/ada' });
  expect(settings).toMatchObject({ home: '/home/ada/.frazil', store: '/home/ada/.frazil/store', cache: '/home/ada/.frazil/cache' });
  expect(settings).toMatchObject({ isFrozen: false, isStrict: false, platforms: [], environment: undefined });
});

test('options are stronger than variables, variables than defaults', () => {
  const variables = { HOME: '/home/ada', FRAZIL_HOME: '/f', FRAZIL_STORE: '/s', CI: 'true' };
  expect(readSettings({}, variables)).toMatchObject({ store: '/s', cache: '/f/cache', isFrozen: true });
  expect(readSettings({ store: '/o', frozen: false }, variables)).toMatchObject({ store: '/o', isFrozen: false });
  expect(readSettings({}, { ...variables, CI: 'false', FRAZIL_STORE: '' })).toMatchObject({ store: '/f/store', isFrozen: false });
});

test('a store with an address is no folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-settings-'));
  folders.push(folder);
  const settings = readSettings({ store: 's3://ice/team' }, { FRAZIL_HOME: join(folder, 'home') });
  expect(settings.store).toBe('s3://ice/team');
  await ensureHome(settings);
  expect(await readdir(join(folder, 'home'))).toEqual(['cache']);
});

test('cli.home-not-writable when the home can not be made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-settings-'));
  folders.push(folder);
  await writeFile(join(folder, 'file'), '');
  const settings = readSettings({}, { FRAZIL_HOME: join(folder, 'file', 'home') });
  await expect(ensureHome(settings)).rejects.toMatchObject({ code: 'cli.home-not-writable', details: { reason: 'ENOTDIR' } });
  await ensureHome(readSettings({}, { FRAZIL_HOME: join(folder, 'home') }));
});
