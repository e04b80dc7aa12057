import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectRange } from '@frazil/core';
import type { ObjectsScene } from './objects-scene.ts';

/** One thing that objects in buckets do. */
export interface ObjectCase {
  readonly name: string;
  run(scene: ObjectsScene): Promise<void>;
}

const PARTS: readonly (readonly [ObjectRange, string])[] = [
  [{ offset: 2, length: 3 }, '234'],
  [{ offset: 8, length: 5 }, '89'],
  [{ offset: 7 }, '789'],
  [{ last: 2 }, '89'],
  [{ last: 20 }, '0123456789'],
];
const NO_PARTS: readonly ObjectRange[] = [{ offset: 10 }, { offset: -1 }, { offset: 0, length: 0 }, { last: 0 }];

/** All that objects in buckets do when nothing goes wrong. */
export const objectCases: readonly ObjectCase[] = [
  { name: 'objects are written, described and brought, in order', run: keepsOrder },
  { name: 's3.missing for what is missing and must not be', run: missesObjects },
  { name: 'an object that exists stays when it is not to be replaced', run: leavesWhatExists },
  { name: 'parts of objects are brought', run: bringsParts },
  { name: 's3.bad-range for parts that are none', run: refusesParts },
  { name: 'an empty object is one', run: bringsNothing },
  { name: 'what begins with prefixes is listed, whole or up to the next level', run: lists },
];

async function keepsOrder({ objects, folder, urlOf }: ObjectsScene): Promise<void> {
  const path = join(folder, 'note');
  await writeFile(path, 'deep ice');
  const given = { url: urlOf('order/a ä#?'), path, contentType: 'text/ice', metadata: { depth: '7' } };
  assert.deepEqual(await objects.put([given, { url: urlOf('order/b'), path }], true), [true, true]);
  const urls = [given.url, urlOf('order/none'), urlOf('order/b')];
  const [first, none, other] = await objects.describe(urls, 'skip');
  const info = { size: 8, contentType: 'text/ice', metadata: { depth: '7' } };
  assert.partialDeepStrictEqual(first, info);
  assert.ok(Number(first?.lastModified) > 700_000_000);
  assert.partialDeepStrictEqual([none, other], [undefined, { size: 8, contentType: 'binary/octet-stream' }]);
  const wanted = urls.map((url, index) => ({ url, path: join(folder, `order-${index}`) }));
  const brought = await objects.get(wanted, 'skip');
  assert.partialDeepStrictEqual(brought, [{ ...info, offset: 0, length: 8 }, undefined, { size: 8 }]);
  assert.equal(await readFile(join(folder, 'order-0'), 'utf8'), 'deep ice');
  assert.deepEqual(await filesOf(folder, 'order-'), ['order-0', 'order-2']);
}

/** The files of a folder whose names begin with a text. */
export async function filesOf(folder: string, begin: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((file) => file.startsWith(begin)).sort();
}

async function missesObjects({ objects, get, urlOf }: ObjectsScene): Promise<void> {
  const missing = { code: 's3.missing', message: /\/none/ };
  await assert.rejects(objects.describe([urlOf('none')], 'fail'), missing);
  await assert.rejects(get('none'), missing);
  await assert.rejects(get('none', { offset: 1 }), missing);
  assert.deepEqual(await objects.get([], 'fail'), []);
}

async function leavesWhatExists({ write, get, got }: ObjectsScene): Promise<void> {
  assert.deepEqual([await write('once', 'first', false), await write('once', 'second', false)], [true, false]);
  await get('once');
  assert.equal(String(await got()), 'first');
  assert.equal(await write('once', 'third'), true);
  await get('once');
  assert.equal(String(await got()), 'third');
}

async function bringsParts({ write, get, got }: ObjectsScene): Promise<void> {
  const digits = '0123456789';
  await write('digits', digits);
  for (const [range, expected] of PARTS) {
    assert.partialDeepStrictEqual(await get('digits', range), {
      size: 10,
      offset: digits.indexOf(expected),
      length: expected.length,
    });
    assert.equal(String(await got()), expected);
  }
}

async function refusesParts({ write, get }: ObjectsScene): Promise<void> {
  await write('digits', '0123456789');
  for (const range of NO_PARTS) await assert.rejects(get('digits', range), { code: 's3.bad-range' });
}

async function bringsNothing({ write, get, got }: ObjectsScene): Promise<void> {
  await write('empty', '');
  assert.partialDeepStrictEqual(await get('empty'), { size: 0, offset: 0, length: 0 });
  assert.equal((await got()).length, 0);
  await assert.rejects(get('empty', { offset: 0 }), { code: 's3.bad-range' });
}

async function lists({ objects, write, urlOf }: ObjectsScene): Promise<void> {
  for (const key of ['list/a/0.txt', 'list/a/b/1.txt', 'list/a/c/2.txt', 'list/ab/3.txt']) await write(key, 'ice');
  const list = async (isDeep: boolean, ...prefixes: string[]) => {
    const listed = await Array.fromAsync(objects.list(prefixes.map(urlOf), isDeep));
    return listed.map(({ prefix, url, size }) => [prefix, url.slice(urlOf('list/').length), size]);
  };
  assert.deepEqual(await list(false, 'list/a/', 'list/none/', 'list/'), [
    [0, 'a/0.txt', 3],
    [0, 'a/b/', undefined],
    [0, 'a/c/', undefined],
    [2, 'a/', undefined],
    [2, 'ab/', undefined],
  ]);
  const below = (await list(true, 'list/a/')).map(([, key]) => key);
  assert.deepEqual(below, ['a/0.txt', 'a/b/1.txt', 'a/c/2.txt']);
  assert.equal((await list(true, 'list/a')).length, 4);
}
