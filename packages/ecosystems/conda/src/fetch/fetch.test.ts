import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LockedPackage } from '@frazil/core';
import { makePackage } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Scene, setScene } from '../testing/scene.ts';
import { type ServedFolder, serveFolder } from '../testing/serve-folder.ts';

const PACKAGES = [
  makePackage({ name: 'python', version: '3.11.7' }),
  makePackage({ name: 'ice', subdir: 'noarch', files: { 'site-packages/ice.py': 'x = 1\n' } }),
];

let scene: Scene;
let served: ServedFolder;
beforeEach(async () => {
  scene = await setScene(PACKAGES);
  served = await serveFolder(scene.folder);
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
  await scene[Symbol.asyncDispose]();
});

const overHttp = (more = '') => ({ FRAZIL_CONDA_CHANNELS: `${served.url.replace('//', `//${more}`)}/ice` });

function iceOf(packages: readonly LockedPackage[]): LockedPackage {
  const found = packages.find(({ name }) => name === 'ice');
  if (found === undefined) throw new Error('it was not resolved');
  return found;
}

async function fetchIce(locked: LockedPackage, variables: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const [file] = locked.files;
  if (file === undefined) throw new Error('it has no file');
  const path = join(scene.folder, 'out', file.file);
  await scene.conda(variables).fetch(locked, file, path, scene.context);
  return await readFile(path);
}

test('fetches a locked file from a folder or over HTTP, verified', async () => {
  const locked = iceOf(await scene.ask({ ice: '' }));
  expect((await fetchIce(locked)).equals(PACKAGES[1]?.content ?? Buffer.alloc(0))).toBe(true);
  expect((await fetchIce(locked, overHttp())).equals(PACKAGES[1]?.content ?? Buffer.alloc(0))).toBe(true);
  expect(served.log).toEqual(['GET /ice/noarch/ice-1.0-0.conda 200']);
});

test('another address or channel may have the locked file', async () => {
  const locked = iceOf(await scene.ask({ ice: '' }));
  await rename(scene.channel, join(scene.folder, 'copy'));
  await expect(fetchIce(locked)).rejects.toMatchObject({ code: 'conda.gone', details: { channel: 'ice' } });
  expect(await fetchIce(locked, { FRAZIL_CONDA_CHANNELS: `${scene.channel},${join(scene.folder, 'copy')}` })).toBeInstanceOf(Buffer);
});

test.each([
  ['cut off', (content: Buffer) => content.subarray(0, -10)],
  ['changed', (content: Buffer) => Buffer.concat([content, Buffer.from('x')])],
])('a package that was %s is not the locked one, and is not left', async (_, change) => {
  const locked = iceOf(await scene.ask({ ice: '' }));
  const path = join(scene.channel, 'noarch', 'ice-1.0-0.conda');
  await writeFile(path, change(await readFile(path)));
  await expect(fetchIce(locked)).rejects.toMatchObject({ code: 'conda.wrong-digest' });
  await expect(fetchIce(locked, overHttp())).rejects.toMatchObject({ code: 'conda.wrong-digest' });
  expect(await readdir(join(scene.folder, 'out'))).toEqual([]);
});

test('repodata that lies about a package is found out', async () => {
  const path = join(scene.channel, 'noarch', 'repodata.json');
  const [ice] = PACKAGES.slice(1);
  await writeFile(path, (await readFile(path, 'utf8')).replace(String(ice?.record.sha256), '0'.repeat(64)));
  await expect(scene.ask({ ice: '' }).then((packages) => fetchIce(iceOf(packages)))).rejects.toMatchObject({ code: 'conda.wrong-digest' });
});

test('credentials are those of the address or of .netrc, and go nowhere else', async () => {
  served.intercept = ({ headers }, response) => {
    const given = Buffer.from(String(headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
    if (given === 'me:se cret') return false;
    response.writeHead(401).end();
    return true;
  };
  const refused: unknown = await scene.ask({}, { variables: overHttp() }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'conda.not-allowed', details: { status: 401 } });
  const packages = await scene.ask({ ice: '' }, { variables: overHttp('me:se%20cret@') });
  expect(JSON.stringify([packages, scene.events])).not.toMatch(/se cret|se%20cret|127\.0\.0\.1/);
  const wrong: unknown = await scene.ask({}, { variables: overHttp('me:wrong@') }).catch((error: unknown) => error);
  expect(String(wrong)).not.toContain('wrong@');
  await expect(fetchIce(iceOf(packages), overHttp())).rejects.toMatchObject({ code: 'conda.not-allowed' });
  await writeFile(join(scene.folder, '.netrc'), 'machine 127.0.0.1 login me password se');
  await expect(fetchIce(iceOf(packages), overHttp())).rejects.toMatchObject({ code: 'conda.not-allowed' });
  expect(await fetchIce(iceOf(packages), overHttp('me:se%20cret@'))).toBeInstanceOf(Buffer);
  expect(await readdir(scene.folder)).toContain(basename(scene.channel));
});

test('repodata is sent once, and used when the channel is away', async () => {
  await scene.ask({ ice: '' }, { variables: overHttp() });
  const asked = served.log.splice(0);
  expect(asked).toContain('GET /ice/linux-64/repodata.json 200');
  await scene.ask({ ice: '' }, { variables: overHttp() });
  expect(served.log.filter((line) => line.endsWith('200'))).toEqual([]);
  expect(served.log).toContain('GET /ice/linux-64/repodata.json 304');
  const variables = overHttp();
  served.intercept = (_, response) => {
    response.destroy();
    return true;
  };
  expect(iceOf(await scene.ask({ ice: '' }, { variables }))).toMatchObject({ version: '1.0' });
  expect(scene.events).toContainEqual({ kind: 'note', level: 'warning', message: expect.stringContaining('what it said last is used') });
  await rm(join(scene.folder, 'cache'), { recursive: true });
  await expect(scene.ask({ ice: '' }, { variables })).rejects.toMatchObject({ code: 'conda.no-network' });
});

test('a kept answer that was damaged is asked for again', async () => {
  await scene.ask({}, { variables: overHttp() });
  const kept = join(scene.folder, 'cache', 'conda', 'repodata');
  for (const folder of await readdir(kept)) {
    for (const file of await readdir(join(kept, folder))) if (file !== 'head.json') await rm(join(kept, folder, file));
  }
  expect(await scene.ask({}, { variables: overHttp() })).toHaveLength(1);
});

test('a server that fails is no network', async () => {
  served.intercept = (_, response) => {
    response.writeHead(500).end();
    return true;
  };
  await expect(scene.ask({}, { variables: overHttp() })).rejects.toMatchObject({
    code: 'conda.no-network',
    message: expect.stringContaining('500'),
  });
});
