import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { optionsFor } from './testing/gateway.ts';
import { startSmallS3 } from './testing/start-small-s3.ts';

test('the SDK is loaded by the first request, not before', async () => {
  const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('client-s3'));
  const gateway = await startSmallS3();
  const store = createS3Store(optionsFor(gateway));
  expect(isLoaded()).toBe(false);
  expect(await store.get('a')).toBeUndefined();
  expect(isLoaded()).toBe(true);
  await gateway.stop();
});
