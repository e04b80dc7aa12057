import { createKubernetesClient } from '@frazil/kubernetes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { podManifest } from './pod-manifest.ts';
import { removeFinishedPods } from './remove-finished-pods.ts';
import { ended, NODE, RUNNING, TARGET } from './testing/pod-states.ts';
import { type PodsApi, startPodsApi } from './testing/start-pods-api.ts';

let api: PodsApi;
beforeEach(async () => {
  api = await startPodsApi();
});
afterEach(() => api[Symbol.asyncDispose]());

const { signal } = new AbortController();

async function leave(run: string, status: object): Promise<string> {
  const attempt = { key: { flow: 'IceFlow', run, step: 'start', task: '0' }, node: NODE, attempt: 0 };
  const body = podManifest(attempt, { target: TARGET, secrets: [], imagePullSecrets: [] });
  await createKubernetesClient(api.cluster, signal).ask({ method: 'POST', path: '/api/v1/namespaces/flows/pods', body });
  api.say(body.metadata.name, status);
  return body.metadata.name;
}

const remove = () => removeFinishedPods({ cluster: api.cluster, flow: 'IceFlow', isOver: async (run) => run !== 'alive' }, signal);

test('pods that are over go when nobody follows their run; the others stay', async () => {
  const gone = [await leave('dead', ended(0)), await leave('dead-too', ended(1))];
  const kept = [await leave('dead-but-at-work', RUNNING), await leave('alive', ended(0))];
  expect(await remove()).toBe(2);
  expect(gone.map((name) => api.pods.get(name)?.isDeleted)).toEqual([true, true]);
  expect(kept.map((name) => api.pods.get(name)?.isDeleted)).toEqual([false, false]);
  const [list = ''] = api.requests.filter((request) => request.startsWith('GET'));
  expect(decodeURIComponent(list)).toBe(
    'GET /api/v1/namespaces/flows/pods?labelSelector=app.kubernetes.io/managed-by=frazil,frazil.dev/flow=IceFlow',
  );
});

test('who may not list pods has nothing removed', async () => {
  api.fault = () => ({ status: 403, message: 'pods is forbidden' });
  expect(await remove()).toBe(0);
});
