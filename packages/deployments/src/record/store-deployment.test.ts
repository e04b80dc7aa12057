import { digestOf, keys } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { expect, test } from 'vitest';
import type { DeploymentRecord } from './deployment-record.ts';
import { listDeployments, readDeployment, writeDeployment } from './store-deployment.ts';

const digest = digestOf('x');
const record: DeploymentRecord = {
  schema: 1,
  flow: 'HelloFlow',
  target: 'argo-workflows',
  name: 'helloflow',
  manifest: digest,
  code: { digest, toc: digest, size: 1, unpackedSize: 1, files: 1 },
  lock: digest,
  environments: { start: { 'linux-x86_64': digest } },
  plan: digest,
  outputs: [{ name: 'helloflow.yaml', digest }],
  git: { commit: 'abc', isClean: true },
  user: 'ada',
  time: '2026-01-01T00:00:00.000Z',
};

test('a deployment is recorded once, and found again', async () => {
  const store = createMemoryStore();
  const first = await writeDeployment(store, record);
  const second = await writeDeployment(store, { ...record, manifest: digestOf('y'), time: '2026-01-02T00:00:00.000Z' });
  expect(await writeDeployment(store, { ...record, user: 'bob', time: '2026-01-03T00:00:00.000Z' })).toBe(first);
  expect(await readDeployment(store, { ...record, digest: first })).toEqual(record);
  expect((await listDeployments(store, 'HelloFlow', 'argo-workflows')).map((listed) => listed.digest)).toEqual([second, first]);
  expect(await listDeployments(store, 'HelloFlow', 'airflow')).toEqual([]);
  expect(await readDeployment(store, { ...record, digest })).toBeUndefined();
});

test.each(['{', '{"schema":2}'])('refuses a record that is %s', async (text) => {
  const store = createMemoryStore();
  await store.put(keys.deployment(record.flow, record.target, digest), Buffer.from(text));
  await expect(listDeployments(store, record.flow, record.target)).rejects.toMatchObject({ code: 'deployments.record-damaged' });
});
