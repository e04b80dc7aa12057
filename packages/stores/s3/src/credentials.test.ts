import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { bareEnvironment } from './testing/bare-environment.ts';

beforeEach(() => {
  for (const [name, value] of Object.entries(bareEnvironment)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

test('s3.credentials-missing when no link of the chain has any', async () => {
  const store = createS3Store({ url: 's3://ice/p', endpoint: 'http://127.0.0.1:9' });
  await expect(store.get('a')).rejects.toMatchObject({ code: 's3.credentials-missing', message: expect.stringContaining('s3://ice/p/a') });
});

test('s3.region-missing when nothing says where the bucket is', async () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  await expect(createS3Store({ url: 's3://ice', credentials }).get('a')).rejects.toMatchObject({ code: 's3.region-missing' });
});
