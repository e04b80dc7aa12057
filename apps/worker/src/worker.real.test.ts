import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Digest, keys, planFlow, type Store } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { listTasks, readAttempts, readLog } from '@frazil/runtime';
import { createFolderStore } from '@frazil/store-folder';
import { flowOfTree, growTree, interpretTree, type WrittenFlow, walkPlan } from '@frazil/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BuiltWorker, buildWorker } from './testing/built-worker.ts';
import { type DeployedFlow, deployFlow } from './testing/deploy-flow.ts';
import { type ContainerOptions, type EmptyRoot, makeEmptyRoot } from './testing/empty-root.ts';
import { freezePython } from './testing/freeze-python.ts';
import { readOut } from './testing/read-out.ts';
import { startFlakyProxy } from './testing/start-flaky-proxy.ts';

let worker: BuiltWorker;
let folder: string;
let store: Store;
let environment: Digest;
let gateway: VersityGw;
beforeAll(async () => {
  worker = buildWorker();
  folder = mkdtempSync(join(tmpdir(), 'frazil-worker-real-'));
  gateway = await startVersityGw();
  // What is below the gateway's folder are objects: a folder store that it serves.
  store = createFolderStore(gateway.folder);
  environment = await freezePython(gateway.folder, folder, { six: '1.16.0' });
});
afterAll(async () => {
  await gateway.stop();
  worker[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

let root: EmptyRoot;
let flow: DeployedFlow | undefined;
beforeEach(() => {
  root = makeEmptyRoot(worker.path);
});
afterEach(() => {
  root[Symbol.dispose]();
  flow?.[Symbol.dispose]();
  flow = undefined;
});

/** A flow of two steps, the first of which has this body. */
function line(body: string): WrittenFlow {
  const written = flowOfTree(growTree([]));
  return { ...written, source: written.source.replace('print(current.step_name,', `${body}\n        print(current.step_name,`) };
}

async function deploy(written: WrittenFlow): Promise<Readonly<Record<string, string>>> {
  flow = await deployFlow(written, { store, environment });
  const { FRAZIL_VOLUME: _, PATH: __, ...variables } = flow.variables;
  const run = `run-${process.hrtime.bigint()}`;
  const access = { AWS_ACCESS_KEY_ID: gateway.accessKey, AWS_SECRET_ACCESS_KEY: gateway.secretKey, AWS_REGION: 'us-east-1' };
  const s3 = { FRAZIL_STORE: `s3://${gateway.bucket}`, FRAZIL_S3_ENDPOINT: gateway.endpoint, ...access };
  return { ...variables, ...s3, FRAZIL_RUN: run, FRAZIL_STEP: 'start', FRAZIL_PATH: '0' };
}

const hydrate = (variables: ContainerOptions['variables'], container = root) => container.run(['frazil-worker', 'hydrate'], { variables });
// What init containers bring is all that the main one has.
const task = (variables: ContainerOptions['variables'], options: Partial<ContainerOptions> = {}) =>
  root.run(['/frazil/worker', 'task'], { variables, ...options });

const keyOf = (variables: Readonly<Record<string, string>>) => {
  return { flow: 'GrownFlow', run: `argo-${variables.FRAZIL_RUN}`, step: 'start', task: '0' };
};

test('a real Python runs in an image that has nothing but glibc, as a nobody that may write nowhere', async () => {
  const body = 'import os, ssl, sqlite3, six; print(six.__version__, os.getuid(), os.listdir("/"), os.path.isfile("/bin/sh"))';
  const variables = await deploy(line(body));
  const hydrated = await hydrate(variables);
  expect(hydrated).toMatchObject({ code: 0, stderr: expect.stringMatching(/Python 3\.11\.\d+ with 1 packages is there/) });
  const result = await task(variables);
  expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('the task is done') });
  expect(result.stdout).toMatch(/^1\.16\.0 1000 \[.*\] False\n/);
});

test("a step of another user than the init container's, to whom the volume doesn't belong", async () => {
  const variables = await deploy(
    line('import os, tempfile; print(os.getuid(), open("new", "w").name, tempfile.NamedTemporaryFile().name != "")'),
  );
  await hydrate(variables);
  expect(await task(variables, { user: '2345:2345' })).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2345 new True\n/) });
  expect(readdirSync(join(root.volume, 'out'))).toEqual(['task']);
});

test('a step keeps objects beside its run, and reads them: the worker brings them', async () => {
  const body = [
    'from metaflow import S3',
    'with S3(run=self) as s3:',
    '    url, large = s3.put("note", "deep ice", metadata={"depth": 7}), bytes(20 << 20)',
    '    s3.put_many([("large", large), ("empty", b"")])',
    '    note = s3.get("note")',
    '    print(url, note.text, note.metadata, s3.get("large").blob == large, s3.get("none", return_missing=True).exists)',
    '    print([each.key for each in s3.list_paths()], [each.size for each in s3.get_all()])',
  ];
  const variables = await deploy(line(body.join('\n        ')));
  await hydrate(variables);
  const { code, stdout } = await task(variables);
  const [said, listed] = stdout.split('\n');
  expect({ code, said, listed }).toEqual({
    code: 0,
    said: `s3://${gateway.bucket}/data/GrownFlow/argo-${variables.FRAZIL_RUN}/note deep ice {'depth': 7} True False`,
    listed: `['empty', 'large', 'note'] [0, ${20 << 20}, 8]`,
  });
});

test('every shape, walked as an engine does, task by task in containers of their own', async () => {
  const tree = growTree([2, 2, 1, 0, 1, 3, 1, 0, 2, 5, 1, 0, 4, 2, 1, 0, 1, 2, 0, 3]);
  const variables = await deploy(flowOfTree(tree));
  await hydrate(variables);
  const { flow: deployed } = await readManifest(store, flow?.manifest ?? environment);
  await walkPlan(planFlow(deployed, { environments: new Map() }), async (place, path) => {
    const out = join(root.volume, 'out', `${place}.${path}`);
    const given = { ...variables, FRAZIL_STEP: place, FRAZIL_PATH: path, FRAZIL_OUT: `/frazil/out/${place}.${path}` };
    expect(await task(given)).toMatchObject({ code: 0 });
    return readOut(out);
  });
  const found: string[] = [];
  for await (const { step, task: name } of listTasks(store, deployed.name, keyOf(variables).run)) found.push(`${step}/${name}`);
  expect(found.sort()).toEqual([...interpretTree(tree).keys()].sort());
}, 300_000);

test('a worker that is killed leaves nothing half done, and is followed by one that does the task', async () => {
  const variables = await deploy(line('import os, time; print("try", flush=True); time.sleep(0 if current.retry_count else 60)'));
  await hydrate(variables);
  const killed = await task(variables, { end: { after: 'try', signal: 'SIGKILL' } });
  expect(killed.stdout).toBe('try\n');
  expect(await store.size(keys.task(keyOf(variables)))).toBeUndefined();
  expect(await task({ ...variables, FRAZIL_ATTEMPT: '1' })).toMatchObject({ code: 0 });
  const attempts = await readAttempts(store, keyOf(variables));
  expect(attempts.map(({ end }) => end.kind)).toEqual(['crashed', 'done']);
});

test('SIGTERM: the step is told and may tidy up, its log is stored, the attempt was interrupted, and the exit code says so', async () => {
  const tidy = 'signal.signal(signal.SIGTERM, lambda *_: (print("tidied", flush=True), sys.exit(3)))';
  const variables = await deploy(line(`import signal, sys, time; ${tidy}; print("begun", flush=True); time.sleep(60)`));
  await hydrate(variables);
  const ended = await task(variables, { end: { after: 'begun', signal: 'SIGTERM' } });
  expect(ended).toMatchObject({ code: 143, stdout: 'begun\ntidied\n' });
  const log = await readLog(store, keyOf(variables), { stream: 'stdout' });
  expect(Buffer.from(log ?? []).toString()).toBe('begun\ntidied\n');
  expect((await readAttempts(store, keyOf(variables))).map(({ end }) => end.kind)).toEqual(['interrupted']);
});

test('SIGTERM: a step that does not listen is ended within the time that engines give', async () => {
  const variables = await deploy(
    line('import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print("deaf", flush=True); time.sleep(60)'),
  );
  await hydrate(variables);
  const begun = performance.now();
  expect(await task(variables, { end: { after: 'deaf', signal: 'SIGTERM' } })).toMatchObject({ code: 143 });
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect((await readAttempts(store, keyOf(variables))).map(({ end }) => end.kind)).toEqual(['interrupted']);
});

test('an image that is older than the Python is told before the step begins', async () => {
  using picky = await deployFlow(line('print("begun")'), { store, glibc: '9.99' });
  const variables = { ...(await deploy(line('print("begun")'))), FRAZIL_MANIFEST: picky.manifest };
  expect(await hydrate(variables)).toMatchObject({ code: 0 });
  const old = await task(variables);
  expect(old).toMatchObject({ code: 70, stdout: '', stderr: expect.stringMatching(/needs glibc 9\.99 or newer; this image has 2\.\d+/) });
});

test('says of itself one JSON object a line; what a step writes goes through as it is, its traceback once', async () => {
  const variables = await deploy(line('import sys; print("mine", file=sys.stderr); 1 / 0'));
  await hydrate(variables);
  const { code, stderr } = await task(variables);
  expect(code).toBe(1);
  const lines = stderr.trim().split('\n');
  expect(lines.slice(0, 2)).toEqual(['mine', 'Traceback (most recent call last):']);
  expect(lines.at(-2)).toBe('ZeroDivisionError: division by zero');
  const said = JSON.parse(lines.at(-1) ?? '');
  expect(said).toMatchObject({ level: 'error', source: 'frazil-worker', message: expect.stringContaining('ZeroDivisionError') });
  expect(said).toMatchObject({ step: 'start', path: '0', attempt: 0, time: expect.stringMatching(/Z$/) });
});

test('a step trusts the certificates that the worker brings where the image has none', async () => {
  const variables = await deploy(line('import ssl; print(len(ssl.create_default_context().get_ca_certs()) > 50)'));
  await hydrate(variables);
  expect((await task(variables)).stdout).toMatch(/^True\n/);
});

test('a full volume is named, and leaves no half of an environment', async () => {
  const variables = await deploy(line('pass'));
  using small = makeEmptyRoot(worker.path, '150m');
  expect(await hydrate(variables, small)).toMatchObject({ code: 74, stderr: expect.stringContaining('no room left') });
  expect(readdirSync(join(small.volume, 'env'))).toEqual([]);
});

test('without a network the store is unreachable, and trying again is worth it', async () => {
  const variables = await deploy(line('pass'));
  const offline = { variables: { ...variables, AWS_MAX_ATTEMPTS: '2' }, isOffline: true };
  expect(await root.run(['frazil-worker', 'hydrate'], offline)).toMatchObject({ code: 75 });
});

test('a store that fails every other time is asked again', async () => {
  const variables = await deploy(line('pass'));
  const proxy = await startFlakyProxy(gateway.endpoint);
  const given = { ...variables, FRAZIL_S3_ENDPOINT: proxy.endpoint };
  expect(await hydrate(given)).toMatchObject({ code: 0 });
  expect(await task(given)).toMatchObject({ code: 0 });
  expect(proxy.failures()).toBeGreaterThan(5);
  proxy.stop();
});

test('wrong credentials are said, and not told', async () => {
  const variables = { ...(await deploy(line('pass'))), AWS_SECRET_ACCESS_KEY: 'not-the-secret' };
  const denied = await hydrate(variables);
  expect(denied).toMatchObject({ code: 77, stderr: expect.stringContaining('Permission was denied') });
  expect(denied.stderr).not.toContain('not-the-secret');
});

test('a damaged layer is not used', async () => {
  const variables = await deploy(line('x = 1'));
  const { code } = await readManifest(store, flow?.manifest ?? environment);
  const key = keys.layer(code);
  const layer = (await store.get(key)) ?? new Uint8Array();
  await store.put(
    key,
    layer.map((byte, index) => (index === 30 ? byte ^ 1 : byte)),
  );
  expect(await hydrate(variables)).toMatchObject({ code: 70, stderr: expect.stringContaining('damaged') });
  await store.put(key, layer);
  expect(await hydrate(variables)).toMatchObject({ code: 0 });
});
