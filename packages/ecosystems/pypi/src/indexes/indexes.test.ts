import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configuredIndexes } from './configured-indexes.ts';
import { findCredentials } from './credentials.ts';
import { indexName, withoutCredentials } from './index-name.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-indexes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('names come from variables, the project, and the user’s settings', async () => {
  const directory = join(folder, 'project', 'flows');
  await mkdir(directory, { recursive: true });
  await mkdir(join(folder, '.config', 'uv'), { recursive: true });
  await writeFile(join(folder, 'project', 'pyproject.toml'), '[[tool.uv.index]]\nname = "team"\nurl = "https://team.example/simple"\n');
  await writeFile(join(folder, 'project', 'uv.toml'), 'index-url = "not toml');
  await writeFile(join(folder, '.config', 'uv', 'uv.toml'), 'index-url = "https://u:p@user.example/simple"\n');
  const variables = {
    HOME: folder,
    UV_INDEX: 'mine=https://mine.example/simple https://plain.example/?a=b',
    UV_DEFAULT_INDEX: 'all=https://all.example/',
  };
  const indexes = await configuredIndexes(variables, directory);
  expect(indexes).toEqual([
    { name: 'mine', url: 'https://mine.example/simple' },
    { name: undefined, url: 'https://plain.example/?a=b' },
    { name: 'all', url: 'https://all.example/' },
    { name: 'team', url: 'https://team.example/simple' },
    { name: undefined, url: 'https://u:p@user.example/simple' },
  ]);
  expect(indexName('https://team.example/simple/', indexes)).toBe('team');
  expect(indexName('https://user.example/simple', indexes)).toBe('default');
  expect(indexName(undefined, indexes)).toBe('default');
  expect(await configuredIndexes({ ...variables, UV_NO_CONFIG: '1' }, directory)).toHaveLength(3);
  const file = join(folder, '.config', 'uv', 'uv.toml');
  expect(await configuredIndexes({ HOME: folder, UV_CONFIG_FILE: file }, directory)).toHaveLength(1);
});

test('credentials belong to a host: variables, the URL of an index, .netrc', async () => {
  const netrc = join(folder, 'netrc');
  await writeFile(
    netrc,
    '# machine a.example login no password no\nmachine n.example\n  login nn\n  password np\ndefault login d password dp\n',
  );
  const variables = {
    HOME: folder,
    NETRC: netrc,
    UV_INDEX: 'my-index=https://v.example/simple https://u%40x:p%21@u.example/simple',
    UV_INDEX_MY_INDEX_USERNAME: 'vu',
    UV_INDEX_MY_INDEX_PASSWORD: 'vp',
  };
  const find = (url: string) => findCredentials(url, variables, folder);
  expect(await find('https://v.example/files/x.whl')).toEqual({ user: 'vu', password: 'vp' });
  expect(await find('https://u.example/files/x.whl')).toEqual({ user: 'u@x', password: 'p!' });
  expect(await find('https://n.example/x.whl')).toEqual({ user: 'nn', password: 'np' });
  expect(await find('http://u.example/files/x.whl')).toEqual({ user: 'd', password: 'dp' });
  expect(await findCredentials('https://n.example/', { HOME: folder }, folder)).toBeUndefined();
});

test('URLs lose credentials and fragments', () => {
  expect(withoutCredentials('https://u:p@h.example/x.whl?v=1#sha256=aa')).toBe('https://h.example/x.whl?v=1');
  expect(withoutCredentials('no url')).toBe('no url');
});
