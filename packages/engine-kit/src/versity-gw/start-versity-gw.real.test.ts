import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signedFetch } from './signed-fetch.ts';
import { startVersityGw } from './start-versity-gw.ts';

test('an S3 server starts with a bucket, keeps what is put, refuses wrong signatures, and stops', async () => {
  const server = await startVersityGw();
  const url = `${server.endpoint}/${server.bucket}/some/key`;
  try {
    expect((await signedFetch({ method: 'PUT', url, body: 'bytes' }, server)).status).toBe(200);
    expect(await (await signedFetch({ method: 'GET', url }, server)).text()).toBe('bytes');
    expect(await readFile(join(server.folder, 'some/key'), 'utf8')).toBe('bytes');
    expect((await signedFetch({ method: 'PUT', url, body: 'other', headers: { 'if-none-match': '*' } }, server)).status).toBe(412);
    expect((await signedFetch({ method: 'GET', url }, { ...server, secretKey: 'wrong' })).status).toBe(403);
    expect(await readFile(server.accessLog, 'utf8')).toMatch(/s3_GetObject some\/key/);
  } finally {
    await server.stop();
  }
  await expect(fetch(server.endpoint)).rejects.toThrow();
  expect(existsSync(server.folder)).toBe(false);
});

test('two servers that start at once do not meet', async () => {
  const servers = await Promise.all([startVersityGw({ bucket: 'one' }), startVersityGw({ bucket: 'two' })]);
  expect(new Set(servers.map(({ endpoint }) => endpoint)).size).toBe(2);
  await Promise.all(servers.map((server) => server.stop()));
});
