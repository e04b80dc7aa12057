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

test("variables of Metaflow stand for its options, and are weaker than what is Frazil's", () => {
  const variables = { HOME: '/home/ada', METAFLOW_ENVIRONMENT: 'local', METAFLOW_DATASTORE: 'local', METAFLOW_DATASTORE_ROOT: '/m' };
  expect(readSettings({}, variables)).toMatchObject({ environment: 'local', store: '/m' });
  expect(readSettings({ environment: 'pypi', store: '/o' }, variables)).toMatchObject({ environment: 'pypi', store: '/o' });
  expect(() => readSettings({}, { METAFLOW_DATASTORE: 's3' })).toThrow('needs a bucket');
  expect(() => readSettings({}, { METAFLOW_ENVIRONMENT: 'moon' })).toThrow('The variable METAFLOW_ENVIRONMENT says "moon"');
  expect(readSettings({}, { METAFLOW_ENVIRONMENT: '', METAFLOW_DEFAULT_ENVIRONMENT: 'local' }).environment).toBeUndefined();
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
