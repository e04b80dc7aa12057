import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { storeContract } from '@frazil/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createS3Store } from './s3-store.ts';
import { bareEnvironment } from './testing/bare-environment.ts';
import { faultCases } from './testing/fault-cases.ts';
import { startFaultScene } from './testing/fault-scene.ts';
import { optionsFor } from './testing/gateway.ts';
import { startLoopback } from './testing/loopback.ts';

let gateway: VersityGw;
let scene: Awaited<ReturnType<typeof startFaultScene>>;
beforeAll(async () => {
  gateway = await startVersityGw();
  scene = await startFaultScene(gateway);
});
beforeEach(() => scene.proxy.reset());
afterEach(() => vi.unstubAllEnvs());
afterAll(() => scene.stop());

storeContract('the S3 store on versitygw', async () => createS3Store(optionsFor(gateway, '/team/a')));

test.each(faultCases.map((each) => [each.name, each] as const))('%s', (_, { run }) => run(scene));

test('a wrong secret is denied, and not told', async () => {
  const options = optionsFor({ ...gateway, secretKey: 'not the secret' });
  const error = await createS3Store(options)
    .size('a')
    .catch((caught) => caught);
  expect(error).toMatchObject({ code: 's3.denied', message: expect.stringContaining('SignatureDoesNotMatch') });
  expect(JSON.stringify([error, error.message, error.stack, error.cause.stack])).not.toContain('not the secret');
});

test('five stores write the same large object at once: one wins, and it is whole', async () => {
  const values = Array.from({ length: 5 }, (_, index) => new Uint8Array(17 * 1024 * 1024).fill(index + 1));
  const wins = await Promise.all(values.map((value) => createS3Store(optionsFor(gateway)).putIfAbsent('race/large', value)));
  expect(wins.filter(Boolean)).toHaveLength(1);
  const found = await createS3Store(optionsFor(gateway)).get('race/large');
  expect(Buffer.compare(found ?? Buffer.of(), values[wins.indexOf(true)] ?? Buffer.of())).toBe(0);
});

test('credentials of a profile are used, and read again when the service says that they expired', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-s3-'));
  const file = join(folder, 'credentials');
  const profile = (secret: string) => `[ice]\naws_access_key_id = ${gateway.accessKey}\naws_secret_access_key = ${secret}\n`;
  useChain({ AWS_SHARED_CREDENTIALS_FILE: file, AWS_PROFILE: 'ice' });
  await writeFile(file, profile('of yesterday'));
  const store = createS3Store({ url: `s3://${gateway.bucket}/chain`, endpoint: scene.proxy.endpoint });
  const logIn = () => writeFile(file, profile(gateway.secretKey));
  scene.proxy.inject({ kind: 'answer', status: 400, code: 'ExpiredToken' }, { before: logIn });
  await store.put('a', new Uint8Array(1));
  expect(await store.size('a')).toBe(1);
  await rm(folder, { recursive: true });
});

test('credentials of a container are used', async () => {
  const answer = { AccessKeyId: gateway.accessKey, SecretAccessKey: gateway.secretKey, Token: '', Expiration: '2999-01-01T00:00:00Z' };
  const agent = await startLoopback((_, __, response) => void response.end(JSON.stringify(answer)));
  useChain({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${agent.endpoint}/` });
  const store = createS3Store({ url: `s3://${gateway.bucket}/chain`, endpoint: gateway.endpoint });
  await store.put('b', new Uint8Array(2));
  expect(await store.size('b')).toBe(2);
  await agent.stop();
});

function useChain(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries({ ...bareEnvironment, ...variables })) vi.stubEnv(name, value);
}
