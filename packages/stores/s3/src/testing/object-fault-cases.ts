import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, type ObjectCase } from './object-cases.ts';
import type { ObjectsScene } from './objects-scene.ts';

// Of two parts and a piece.
const LARGE = randomBytes(17 * 1024 * 1024);

/** What objects in buckets do when they are large, and when something goes wrong. */
export const objectFaultCases: readonly ObjectCase[] = [
  { name: 'large objects go up and come in parts, and are replaced or left', run: movesLarge },
  { name: 'broken, cut and altered answers are asked for again, and never accepted', run: asksAgain },
  { name: 'an upload that fails leaves no part behind', run: leavesNoPart },
  { name: 'what is given up fails, and its upload is taken back', run: givesUp },
  { name: 'codes of what is wrong', run: refuses },
];

async function movesLarge({ proxy, write, get, got }: ObjectsScene): Promise<void> {
  assert.equal(await write('large', 'small'), true);
  assert.equal(await write('large', LARGE), true);
  assert.equal(await write('large', 'other', false), false);
  assert.equal(await write('large', LARGE, false), false);
  assert.equal((await get('large'))?.size, LARGE.length);
  assert.equal(Buffer.compare(await got(), LARGE), 0);
  assert.ok(proxy.requests.filter((request) => request.includes('partNumber=')).length > 2, 'it goes up in parts');
}

async function asksAgain({ proxy, folder, write, get, got }: ObjectsScene): Promise<void> {
  await write('large', LARGE);
  for (const kind of ['reset', 'cut', 'shorten', 'corrupt'] as const) proxy.inject({ kind }, { method: 'GET', header: 'if-match' });
  await get('large');
  assert.equal(Buffer.compare(await got(), LARGE), 0);
  proxy.inject({ kind: 'corrupt' }, { method: 'GET', times: 1000 });
  await rm(join(folder, 'got'));
  await assert.rejects(get('large'), { code: 's3.damaged' });
  assert.deepEqual(await filesOf(folder, 'got'), []);
}

async function leavesNoPart({ proxy, objects, write, urlOf }: ObjectsScene): Promise<void> {
  proxy.inject({ kind: 'reset' }, { url: 'partNumber=2', times: 100 });
  await assert.rejects(write('unsent', LARGE), { code: 's3.unreachable', message: /\/unsent/ });
  assert.deepEqual(await objects.describe([urlOf('unsent')], 'skip'), [undefined]);
  assertTakenBack(proxy.requests);
}

async function givesUp({ proxy, folder, open, urlOf }: ObjectsScene): Promise<void> {
  const stop = new AbortController();
  const given = { url: urlOf('stopped'), path: join(folder, 'stopped') };
  await writeFile(given.path, LARGE);
  proxy.inject({ kind: 'reset' }, { url: 'partNumber=2', before: async () => stop.abort() });
  await assert.rejects(open(stop.signal).put([given], true));
  assertTakenBack(proxy.requests);
  await assert.rejects(open(AbortSignal.abort()).put([given], true), { name: 'AbortError' });
}

function assertTakenBack(requests: readonly string[]): void {
  assert.ok(
    requests.some((request) => /^DELETE .*uploadId=/.test(request)),
    'the upload is given up',
  );
}

async function refuses({ proxy, objects, folder, write, get, urlOf }: ObjectsScene): Promise<void> {
  const path = join(folder, 'refused');
  await assert.rejects(objects.get([{ url: 'http://ice/a', path }], 'skip'), { code: 's3.bad-object-url' });
  await assert.rejects(objects.describe([urlOf('')], 'skip'), { code: 's3.bad-object-url' });
  await assert.rejects(objects.describe(['s3://a?b/c'], 'skip'), { code: 's3.bad-url' });
  await assert.rejects(objects.get([{ url: 's3://no-such-bucket-here/a', path }], 'skip'), { code: 's3.bucket-missing' });
  await assert.rejects(objects.put([{ url: urlOf('a'), path: join(folder, 'nowhere') }], true), { code: 'disk.failed' });
  await write('there', 'ice');
  const given = { url: urlOf('a'), path: join(folder, 'given'), encryption: 'rot13' };
  await assert.rejects(objects.put([given], true), { code: 's3.bad-encryption' });
  await assert.rejects(objects.get([{ url: urlOf('there'), path: join(folder, 'nowhere', 'x') }], 'skip'), { code: 'disk.failed' });
  proxy.inject({ kind: 'answer', status: 403, code: 'AccessDenied' }, { times: 10 });
  await assert.rejects(get('there'), { code: 's3.denied' });
}
