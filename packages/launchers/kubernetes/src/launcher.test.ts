import type { RemoteEnd, RemoteLauncher } from '@frazil/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKubernetesLauncher } from './create-kubernetes-launcher.ts';
import { podName } from './pod-manifest.ts';
import { complaint, ended, hydrateEnded, NODE, RUNNING, step, TARGET, waiting } from './testing/pod-states.ts';
import { type PodsApi, startPodsApi } from './testing/start-pods-api.ts';

let api: PodsApi;
let launcher: RemoteLauncher;
let said: string[];
let stop: AbortController;
let kill: AbortController;
beforeEach(async () => {
  api = await startPodsApi();
  launcher = createKubernetesLauncher({ cluster: api.cluster, target: TARGET, secrets: ['bucket'], imagePullSecrets: [] });
  said = [];
  stop = new AbortController();
  kill = new AbortController();
});
afterEach(async () => {
  vi.useRealTimers();
  await api[Symbol.asyncDispose]();
});

const attempt = (number = 0) => ({ key: { flow: 'IceFlow', run: '17', step: 'start', task: '0' }, node: NODE, attempt: number });
const NAME = podName(attempt());

function run(number = 0): Promise<RemoteEnd> {
  const watcher = {
    started: (name: string) => said.push(`started ${name}`),
    waits: (reason: string) => said.push(`waits ${reason}`),
    line: (stream: string, line: string) => said.push(`${stream} ${line}`),
  };
  return launcher.run(attempt(number), watcher, { signal: stop.signal, killSignal: kill.signal });
}

/** Plays pods: each state in its turn, once the one before was seen. */
function play(...states: readonly object[]): void {
  api.made = (name) => {
    void (async () => {
      for (const state of states) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        api.say(name, state);
      }
    })();
  };
}

test('a pod is made with least privilege, followed, and deleted when it is over', async () => {
  play(RUNNING, RUNNING, ended(0));
  const running = run();
  await vi.waitFor(() => expect(api.pods.has(NAME)).toBe(true));
  api.write(NAME, 'main', step('stdout', 'hello'));
  api.write(NAME, 'main', '{"level":"info","source":"frazil-worker","message":"the task is done"}');
  api.write(NAME, 'main', step('stderr', 'alas'));
  expect(await running).toMatchObject({ kind: 'crashed', exitCode: 0 });
  expect(said).toEqual([`started ${NAME}`, 'stdout hello', 'stderr alas']);
  expect(api.pods.get(NAME)?.isDeleted).toBe(true);
  expect(JSON.parse(JSON.stringify(api.pods.get(NAME)?.body))).toMatchSnapshot();
});

test.each([
  [ended(137, { reason: 'OOMKilled' }), 'The container main used more memory than its limit and was ended by the cluster.'],
  [
    { phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory' },
    'The cluster ended the pod (Evicted): The node was low on memory.',
  ],
  [ended(1), 'The container main ended with exit code 1.'],
])('%o is told as what it is', async (state, reason) => {
  play(state);
  expect(await run()).toEqual({ kind: 'crashed', exitCode: expect.toSatisfy((code) => code === null || code > 0), reason });
});

test('what the worker complained of while it hydrated is told; trying again helps when the store was not reached', async () => {
  const complain = (text: string, exitCode: number): void => {
    api.made = (name) => {
      api.write(name, 'hydrate', text);
      api.say(name, hydrateEnded(exitCode));
    };
  };
  complain(complaint('s3.denied', 'The bucket lets nobody in.'), 77);
  expect(await run()).toEqual({ kind: 'broken', code: 's3.denied', message: 'The bucket lets nobody in.', hint: 'Do this.' });
  complain(complaint('s3.busy', 'The bucket is busy.'), 75);
  expect(await run(1)).toEqual({
    kind: 'crashed',
    exitCode: 75,
    reason: 'The container hydrate ended with exit code 75: The bucket is busy.',
  });
});

test('launcher.worker-failed: an image without the worker', async () => {
  play(hydrateEnded(127));
  expect(await run()).toMatchObject({ kind: 'broken', code: 'launcher.worker-failed', message: expect.stringContaining('127') });
});

test('launcher.image-unusable: a name that is none; what can pass by itself is waited for, and told once', async () => {
  const unplaced = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available.' };
  const unschedulable = { phase: 'Pending', conditions: [unplaced] };
  play(unschedulable, unschedulable, waiting('ErrImagePull', 'no such\nhost'), waiting('InvalidImageName', 'worker@@'));
  expect(await run()).toMatchObject({
    kind: 'broken',
    code: 'launcher.image-unusable',
    message: expect.stringContaining('InvalidImageName: worker@@'),
  });
  expect(said).toEqual([
    'waits Unschedulable: 0/1 nodes are available',
    'waits ErrImagePull: no such host',
    'waits InvalidImageName: worker@@',
  ]);
  expect(api.pods.get(NAME)?.isDeleted).toBe(true);
});

test('launcher.pod-refused: a secret that there is none of is waited for a little', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let isMade = false;
  api.made = () => {
    isMade = true;
  };
  const running = run();
  await vi.waitFor(() => expect(isMade).toBe(true));
  api.say(NAME, waiting('CreateContainerConfigError', 'secret "bucket" not found'));
  await vi.waitFor(() => expect(said).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await running).toMatchObject({
    kind: 'broken',
    code: 'launcher.pod-refused',
    message: expect.stringContaining('secret "bucket" not found'),
  });
});

test('answers that end or break are asked for again, and no line is told twice or lost', async () => {
  const running = run();
  await vi.waitFor(() => expect(api.requests.some((request) => request.includes('watch=true'))).toBe(true));
  api.say(NAME, RUNNING);
  await vi.waitFor(() => expect(api.requests.some((request) => request.includes('/log?'))).toBe(true));
  api.write(NAME, 'main', step('stdout', 'one'));
  await vi.waitFor(() => expect(said).toContain('stdout one'));
  api.hangUp({ type: 'ERROR', object: { code: 410, message: 'too old resource version' } });
  await new Promise((resolve) => setTimeout(resolve, 10));
  api.write(NAME, 'main', step('stdout', 'two'));
  api.say(NAME, ended(0));
  expect(await running).toMatchObject({ kind: 'crashed', exitCode: 0 });
  expect(said).toEqual([`started ${NAME}`, 'stdout one', 'stdout two']);
});

test('a pod that someone deletes, or that is gone when the cluster is asked again, is lost', async () => {
  const deleted = run();
  await vi.waitFor(() => expect(api.requests.some((request) => request.includes('watch=true'))).toBe(true));
  api.remove(NAME);
  const gone = { kind: 'crashed', exitCode: null, reason: 'The pod was deleted, or its node was lost.' };
  expect(await deleted).toEqual(gone);
  const missed = run(1);
  await vi.waitFor(() => expect(api.requests.filter((request) => request.includes('watch=true'))).toHaveLength(2));
  api.pods.clear();
  api.hangUp();
  expect(await missed).toEqual(gone);
});

test('a cluster that fails now and then is asked again; a pod whose answer was lost is not made twice', async () => {
  play(ended(0));
  let faults = 3;
  api.fault = ({ method, path }) => {
    if (method !== 'POST' && !path.endsWith('/pods')) return undefined;
    faults -= 1;
    return faults < 0 ? undefined : faults === 0 ? { status: 503, message: 'busy' } : 'reset';
  };
  expect(await run()).toMatchObject({ exitCode: 0 });
  const { server } = api.cluster;
  await fetch(`${server}/api/v1/namespaces/flows/pods`, {
    method: 'POST',
    body: JSON.stringify({ metadata: { name: podName(attempt(1)) } }),
  });
  expect(await run(1)).toMatchObject({ exitCode: 0 });
  expect(api.pods.size).toBe(2);
});

test('a quota that is used up is waited for', async () => {
  api.fault = ({ method }) => (method === 'POST' ? { status: 403, message: 'pods "x" is forbidden: exceeded quota: team' } : undefined);
  const running = run();
  await vi.waitFor(() => expect(said).toEqual([expect.stringContaining('exceeded quota: team')]));
  api.fault = () => undefined;
  api.made = (name) => api.say(name, ended(0));
  expect(await running).toMatchObject({ exitCode: 0 });
});

test.each([
  ['kubernetes.forbidden', 403, 'pods is forbidden'],
  ['kubernetes.refused', 422, 'spec.containers is wrong'],
  ['kubernetes.namespace-missing', 404, 'namespaces "flows" not found'],
])('%s: what the cluster has against a pod is thrown', async (code, status, message) => {
  api.fault = ({ method }) => (method === 'POST' ? { status, message } : undefined);
  await expect(run()).rejects.toMatchObject({ code });
});

test('a run that may not look at pods is told so', async () => {
  api.fault = ({ method }) => (method === 'GET' ? { status: 403, message: 'pods is forbidden' } : undefined);
  await expect(run()).rejects.toMatchObject({ code: 'kubernetes.forbidden' });
  expect([...api.pods.values()].every(({ isDeleted }) => isDeleted)).toBe(true);
});

test('interrupted, a pod is ended in order; a second time, it is left', async () => {
  const running = run();
  await vi.waitFor(() => expect(api.requests.some((request) => request.includes('watch=true'))).toBe(true));
  stop.abort();
  await vi.waitFor(() => expect(api.pods.get(NAME)?.isDeleted).toBe(true));
  const state = { isOver: false };
  void running.then(() => Object.assign(state, { isOver: true }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(state.isOver).toBe(false);
  kill.abort();
  expect(await running).toMatchObject({ kind: 'crashed' });
});
