import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createS3Objects } from './objects/s3-objects.ts';
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

test('objects in buckets of any region need none: Amazon tells it', async () => {
  const regions: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    const region = /Credential=a\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1];
    regions.push(region);
    const isThere = region === 'eu-west-1';
    response.writeHead(isThere ? 200 : 301, isThere ? { 'content-length': 5, etag: '"e"' } : { 'x-amz-bucket-region': 'eu-west-1' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  const found = await createS3Objects({}).describe(['s3://ice/there'], 'fail');
  server.close();
  expect(found).toMatchObject([{ size: 5 }]);
  expect(regions).toEqual(['us-east-1', 'eu-west-1']);
});
