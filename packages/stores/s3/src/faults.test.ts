import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { faultCases } from './testing/fault-cases.ts';
import { startFaultScene } from './testing/fault-scene.ts';
import { startSmallS3 } from './testing/start-small-s3.ts';

let scene: Awaited<ReturnType<typeof startFaultScene>>;
let small: Awaited<ReturnType<typeof startSmallS3>>;
beforeAll(async () => {
  small = await startSmallS3();
  scene = await startFaultScene(small);
});
beforeEach(() => scene.proxy.reset());
afterAll(() => scene.stop());

test.each(faultCases.map((each) => [each.name, each] as const))('%s', (_, { run }) => run(scene));

test('no upload is left behind', () => {
  expect([...small.uploads]).toEqual([]);
});

test('s3.unreachable when nothing listens', async () => {
  const store = createS3Store({
    url: 's3://bucket',
    endpoint: 'http://127.0.0.1:9',
    attempts: 2,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const error = { code: 's3.unreachable', message: expect.stringContaining('ECONNREFUSED') };
  await expect(store.get('a')).rejects.toMatchObject(error);
});

test('s3.bucket-missing, also when only a size was asked for', async () => {
  const { endpoint } = small;
  const store = createS3Store({ url: 's3://other/p', endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  await expect(store.size('a')).rejects.toMatchObject({ code: 's3.bucket-missing', message: expect.stringContaining('s3://other/p/a') });
  await expect(store.put('a', new Uint8Array())).rejects.toMatchObject({ code: 's3.bucket-missing' });
});
