import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { createS3Store } from '../s3-store.ts';

// A server on a thread of its own: it answers while this one is at work. `GET /bucket/slow` gets half an answer, and no more.
const SERVER = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
let requests = 0;
const server = createServer(({ url }, response) => {
  requests += 1;
  parentPort.postMessage({ requests });
  if (url.includes('silent')) return;
  response.writeHead(200, { 'content-length': 8 });
  response.write('half');
  if (!url.includes('slow')) setTimeout(() => response.end('half'), 50);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
`;

let server: Worker | undefined;
afterEach(() => server?.terminate());

async function storeWith(timeout: number) {
  server = new Worker(SERVER, { eval: true });
  const [{ port }] = await once(server, 'message');
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return createS3Store({ url: 's3://bucket', endpoint: `http://127.0.0.1:${port}`, credentials, attempts: 1, timeout });
}

test('an answer that came while this process was at work is not late', async () => {
  const store = await storeWith(300);
  // The SDK is loaded once.
  await store.get('warm');
  const reading = store.get('key');
  await once(server as Worker, 'message');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900);
  expect(new TextDecoder().decode(await reading)).toBe('halfhalf');
});

test.each(['silent', 'slow'])('a request that is never answered in full is given up: %s', async (key) => {
  const store = await storeWith(300);
  const begun = performance.now();
  const failed = expect(store.get(key)).rejects.toMatchObject({
    code: 's3.unreachable',
    message: expect.stringContaining('no byte came for 0.3 seconds'),
  });
  await Promise.race([failed, delay(20_000)]);
  expect(performance.now() - begun).toBeGreaterThan(250);
  await failed;
});
