import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeContract } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { type Gateway, optionsFor } from './testing/gateway.ts';
import { startFaultProxy } from './testing/start-fault-proxy.ts';
import { startSmallS3 } from './testing/start-small-s3.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startSmallS3();
});
afterAll(() => gateway.stop());

storeContract('the S3 store', async () => createS3Store(optionsFor(gateway, '/team/a')));
storeContract('the S3 store of a whole bucket', async () => createS3Store(optionsFor(gateway)));

test('stores with different prefixes do not see each other', async () => {
  const [one, other] = ['/p', '/p2/'].map((prefix) => createS3Store(optionsFor(gateway, prefix)));
  await one?.put('own/a', new Uint8Array(1));
  expect(await other?.get('own/a')).toBeUndefined();
  expect(await Array.fromAsync(other?.list('own/') ?? [])).toEqual([]);
  expect(other?.url).toBe('s3://bucket/p2');
});

test.each(['../out', '/absolute', 'a//b', 'a/./b', 'a\\b', '', 'a/..', 'a\nb'])('s3.bad-key for %j', async (key) => {
  await expect(createS3Store(optionsFor(gateway)).get(key)).rejects.toMatchObject({ code: 's3.bad-key' });
});

test('lists page by page, and asks for no more than is used', async () => {
  const proxy = await startFaultProxy(await startSmallS3({ pageSize: 2 }));
  const store = createS3Store(optionsFor(proxy));
  const keys = ['pages/a', 'pages/b', 'pages/c', 'pages/d', 'pages/e'];
  for (const key of keys) await store.put(key, new Uint8Array());
  proxy.reset();
  const listed = store.list('pages/')[Symbol.asyncIterator]();
  expect((await listed.next()).value).toBe('pages/a');
  expect((await listed.next()).value).toBe('pages/b');
  expect(proxy.requests).toHaveLength(1);
  expect(await Array.fromAsync(store.list('pages/'))).toEqual(keys);
  await proxy.stop();
});

test.each([
  [{ kind: 'AES256' }, 'AES256', null],
  [{ kind: 'aws:kms', keyId: 'alias/ice' }, 'aws:kms', 'alias/ice'],
] as const)('every write asks for the encryption %o', async (encryption, kind, keyId) => {
  const store = createS3Store({ ...optionsFor(gateway, '/sse'), encryption });
  await store.put(`${kind}/put`, new Uint8Array(1));
  await store.putIfAbsent(`${kind}/new`, new Uint8Array(1));
  await store.putIfAbsent(`${kind}/large`, new Uint8Array(17 * 1024 * 1024));
  for (const name of ['put', 'new', 'large']) {
    const { headers } = await fetch(`${gateway.endpoint}/${gateway.bucket}/sse/${kind}/${name}`);
    expect(headers.get('x-amz-server-side-encryption')).toBe(kind);
    expect(headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toBe(keyId);
  }
});

test('a large file is stored in parts, and is gone from where it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-s3-'));
  const path = join(folder, 'large');
  const content = randomBytes(20 * 1024 * 1024 + 1);
  const store = createS3Store(optionsFor(gateway));
  await writeFile(path, content);
  expect(await store.putFileIfAbsent('large', path)).toBe(true);
  expect(existsSync(path)).toBe(false);
  expect(Buffer.compare((await store.get('large')) ?? Buffer.of(), content)).toBe(0);
  expect(await store.size('large')).toBe(content.length);
  await expect(store.putFileIfAbsent('none', path)).rejects.toMatchObject({ code: 'disk.failed' });
  await rm(folder, { recursive: true });
});

test('empty values are values', async () => {
  const store = createS3Store(optionsFor(gateway));
  await store.put('empty', new Uint8Array());
  expect(await store.get('empty')).toHaveLength(0);
  expect(await store.get('empty', { offset: 0, length: 0 })).toHaveLength(0);
  expect(await store.get('empty', { offset: 0, length: 9 })).toHaveLength(0);
  expect(await store.get('none', { offset: 0, length: 0 })).toBeUndefined();
});
