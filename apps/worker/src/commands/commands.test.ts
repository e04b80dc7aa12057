import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { keys, planFlow } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { listTasks, readArtifact, readLog, readRun, readTask } from '@frazil/runtime';
import { flowOfTree, growTree, interpretTree, walkPlan } from '@frazil/testkit';
import { afterEach, expect, test, vi } from 'vitest';
import { type DeployChanges, type DeployedFlow, deployFlow } from '../testing/deploy-flow.ts';
import { readOut } from '../testing/read-out.ts';
import { type CommandResult, runCommand } from '../testing/run-command.ts';
import { finish } from './finish.ts';
import { hydrate } from './hydrate.ts';
import { task } from './task.ts';

const deployed: DeployedFlow[] = [];
afterEach(() => {
  for (const each of deployed.splice(0)) each[Symbol.dispose]();
});

const GROWN = [1, 3, 2, 1, 3, 0, 1, 4, 5, 2, 4, 3, 2, 1, 5, 3, 1, 2, 4, 1, 0, 2, 3, 1, 5, 2];

async function deployGrown(): Promise<DeployedFlow & { readonly tasks: ReadonlyMap<string, number> }> {
  const tree = growTree(GROWN);
  const flow = await deployFlow(flowOfTree(tree));
  deployed.push(flow);
  return { ...flow, tasks: interpretTree(tree) };
}

/** A flow of two steps, the first of which has this body. */
async function deployLine(body: string, changes: DeployChanges = {}): Promise<DeployedFlow> {
  const { flow, source } = flowOfTree(growTree([]));
  const flowed = await deployFlow(
    { flow, source: source.replace('print(current.step_name,', `${body}\n        print(current.step_name,`) },
    changes,
  );
  deployed.push(flowed);
  return flowed;
}

const START = { FRAZIL_STEP: 'start', FRAZIL_PATH: '0' };

async function start({ variables }: DeployedFlow, changes: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const given = { ...variables, ...START, ...changes };
  const hydrated = await runCommand(hydrate, given);
  return hydrated.code === 0 ? runCommand(task, given) : hydrated;
}

test('a flow that an engine walks does what it means, by paths alone', async () => {
  const { store, manifest, variables, tasks } = await deployGrown();
  const { flow } = await readManifest(store, manifest);
  const out = join(variables.FRAZIL_VOLUME ?? '', 'out');
  await walkPlan(planFlow(flow, { environments: new Map() }), async (place, path) => {
    const folder = join(out, `${place}.${path}`);
    const given = { ...variables, FRAZIL_STEP: place, FRAZIL_PATH: path, FRAZIL_OUT: folder };
    expect((await runCommand(hydrate, given)).code).toBe(0);
    const result = await runCommand(task, given);
    expect(result.log).toMatch(/the task is done/);
    return readOut(folder);
  });
  const found = new Map<string, number>();
  for await (const { step, task: name, artifacts } of listTasks(store, flow.name, 'argo-grown-1')) {
    found.set(`${step}/${name}`, await readNumber(store, artifacts.value));
  }
  expect(new Map([...found].sort())).toEqual(new Map([...tasks].sort()));
  expect(await readRun(store, flow.name, 'argo-grown-1')).toMatchObject({
    status: 'done',
    username: 'argo',
    systemTags: ['engine:argo', 'user:argo', expect.stringMatching(/^python_version:3\./)],
  });
});

/** A small number as Python's pickle of protocol 2 and later writes it. */
async function readNumber(store: DeployedFlow['store'], reference?: Parameters<typeof readArtifact>[1]): Promise<number> {
  if (reference === undefined) throw new Error('no value');
  const bytes = Buffer.from(await readArtifact(store, reference));
  const at = bytes.findIndex((byte) => byte === 0x4a || byte === 0x4b || byte === 0x4d);
  const kind = bytes[at];
  return kind === 0x4b ? bytes.readUInt8(at + 1) : kind === 0x4d ? bytes.readUInt16LE(at + 1) : bytes.readInt32LE(at + 1);
}

const KEY = { flow: 'GrownFlow', run: 'argo-grown-1', step: 'start', task: '0' };

test('a step that raises: its lines and traceback are seen and stored, and the exit code says that trying again may help', async () => {
  const flow = await deployLine('print("before"); 1 / 0');
  const result = await start(flow);
  expect(result.code).toBe(1);
  expect(result.lines[0]).toBe('before');
  expect(result.lines.filter((line) => line.startsWith('Traceback'))).toHaveLength(1);
  expect(result.lines.at(-1)).toBe('ZeroDivisionError: division by zero');
  expect(result.log).toMatch(/error: The step failed: ZeroDivisionError: division by zero step=start path=0 attempt=0\n$/);
  expect(Buffer.from((await readLog(flow.store, KEY, { stream: 'stdout' })) ?? []).toString()).toBe('before\n');
  const lines = (await start(flow, { FRAZIL_ATTEMPT: '1', FRAZIL_LOG: 'json' })).log.trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', source: 'frazil-worker', step: 'start', path: '0', attempt: 1 });
});

test('a task that is told to end: its log is stored, and the exit code is that of SIGTERM', async () => {
  const flow = await deployLine('print("begun"); import time; time.sleep(60)');
  const given = { ...flow.variables, ...START };
  await runCommand(hydrate, given);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 1500);
  expect((await runCommand(task, given, stop.signal)).code).toBe(143);
  expect(Buffer.from((await readLog(flow.store, KEY, { stream: 'stdout' })) ?? []).toString()).toBe('begun\n');
});

test('runs where it may write, with the code in sight, and leaves what engines read', async () => {
  const flow = await deployLine('import os; print(os.listdir("."), os.environ["HOME"]); open("new", "w").close()');
  const result = await start(flow, { HOME: '/' });
  expect(result.lines[0]).toBe(`['grown.py'] ${join(flow.folder, 'volume/work/home')}`);
  expect(readFileSync(join(flow.folder, 'volume/out/task'), 'utf8')).toBe('0');
  expect((await readTask(flow.store, KEY))?.environment).toMatch(/^sha256:/);
});

test('hydrates once: what is there and whole stays, what is damaged is made anew', async () => {
  const flow = await deployLine('pass');
  expect((await start(flow)).code).toBe(0);
  const given = { ...flow.variables, ...START };
  await flow.store.delete(keys.layer((await readManifest(flow.store, flow.manifest)).code));
  expect((await runCommand(hydrate, given)).code).toBe(0);
  rmSync(join(flow.folder, 'volume/code'), { recursive: true });
  expect(await runCommand(hydrate, given)).toMatchObject({ code: 70, log: expect.stringContaining('is not in the store') });
});

test('files that name the prefix they were built in name the volume', async () => {
  const placeholder = `/build/${'placehold'.repeat(20)}`;
  const flow = await deployLine("import glob, os; print(open(glob.glob(os.environ['WHERE'])[0]).read())", { placeholder });
  const result = await start(flow, { WHERE: join(flow.folder, 'volume/env/*/etc/where') });
  expect(result.lines[0]).toMatch(new RegExp(`^${flow.folder}/volume/env/[0-9a-f]{16}/share$`));
  const given = { ...flow.variables, ...START };
  await flow.store.delete(keys.layer((await readManifest(flow.store, flow.manifest)).code));
  expect((await runCommand(hydrate, given)).code).toBe(0);
});

test('says which layer of the store is damaged, and leaves it there', async () => {
  const flow = await deployLine('pass');
  const { code } = await readManifest(flow.store, flow.manifest);
  const layer = (await flow.store.get(keys.layer(code))) ?? new Uint8Array();
  await flow.store.delete(keys.layer(code));
  layer[20] = (layer[20] ?? 0) ^ 1;
  await flow.store.put(keys.layer(code), layer);
  const log = expect.stringMatching(/damaged.*"worker.layer-damaged".*Delete that layer/);
  expect(await start(flow, { FRAZIL_LOG: 'json' })).toMatchObject({ code: 70, log });
  expect(await flow.store.size(keys.layer(code))).toBe(layer.length);
});

test.each([
  [
    'worker.no-environment',
    'a platform that nothing is frozen for',
    { platforms: ['osx-arm64'] as const },
    {},
    /not frozen for linux-.*but for osx-arm64/,
  ],
  ['worker.no-environment', 'a step without environments', { platforms: [] }, {}, /has no frozen environment[\s\S]*--environment=pypi/],
  ['worker.glibc-too-old', 'an image that is too old', { glibc: '9.99' }, {}, /needs glibc 9.99 or newer; this image has 2\./],
  ['worker.step-missing', 'a step that the flow lacks', {}, { FRAZIL_STEP: 'absent' }, /GrownFlow has no step absent/],
  [
    'deployments.manifest-missing',
    'a missing manifest',
    {},
    { FRAZIL_MANIFEST: `sha256:${'0'.repeat(64)}` },
    /manifest sha256:0+ is not in the store/,
  ],
  ['runtime.input-missing', 'a task whose input is missing', {}, { FRAZIL_STEP: 'end' }, /which comes before, has no record/],
] as const)('%s: refuses %s, and trying again does not help', async (code, _, changes, given, message) => {
  const flow = await deployLine('pass', changes);
  const { log, ...result } = await start(flow, { ...given, FRAZIL_LOG: 'json' });
  expect(result.code).toBe(70);
  expect(log).toMatch(message);
  expect(log).toContain(`"code":"${code}"`);
});

test('refuses an environment whose record is missing, damaged, or another one', async () => {
  const flow = await deployLine('pass');
  const { environments } = await readManifest(flow.store, flow.manifest);
  const [id] = Object.values(environments.start ?? {});
  if (id === undefined) throw new Error('no environment');
  const record = JSON.parse(Buffer.from((await flow.store.get(keys.environment(id))) ?? []).toString());
  for (const bytes of [JSON.stringify({ ...record, layers: [] }), '{', undefined]) {
    if (bytes === undefined) await flow.store.delete(keys.environment(id));
    else await flow.store.put(keys.environment(id), Buffer.from(bytes));
    const log = expect.stringMatching(/can't be used.*"code":"worker.environment-missing"/);
    expect(await start(flow, { FRAZIL_LOG: 'json' })).toMatchObject({ code: 70, log });
  }
});

test('a task without what hydrate brings, and a volume that is no folder', async () => {
  const flow = await deployLine('pass');
  const given = { ...flow.variables, ...START, FRAZIL_LOG: 'json' };
  expect(await runCommand(task, given)).toMatchObject({ code: 70, log: expect.stringMatching(/"worker.not-hydrated".*init container/) });
  writeFileSync(join(flow.folder, 'volume'), '');
  expect(await runCommand(hydrate, given)).toMatchObject({ code: 74, log: expect.stringContaining('ENOTDIR') });
});

test.each([
  ['relative', 2],
  ['s3://frazil', 75],
])('a store at %s', async (address, code) => {
  const flow = await deployLine('pass');
  // The cloud's own chain finds credentials in the process's variables.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a').stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  const s3 = { FRAZIL_S3_ENDPOINT: 'http://127.0.0.1:9', AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1' };
  expect((await start(flow, { FRAZIL_STORE: address, ...s3 })).code).toBe(code);
  vi.unstubAllEnvs();
});

test('a run that its engine gave up is recorded, and the webhook that wants to know is told', async () => {
  const flow = await deployLine('pass');
  const told: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (bytes) => told.push(String(bytes))).on('end', () => response.writeHead(told.length > 1 ? 500 : 200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  const given = { ...flow.variables, FRAZIL_STATUS: 'failed', FRAZIL_NOTIFY_URL: url, FRAZIL_NOTIFY_ON: 'failed' };
  expect(await runCommand(finish, given)).toMatchObject({ code: 0, log: expect.stringContaining('is failed') });
  expect(told).toEqual(['{"text":"GrownFlow: the run argo-grown-1 is failed"}']);
  expect((await readRun(flow.store, 'GrownFlow', 'argo-grown-1')).status).toBe('failed');
  expect(await runCommand(finish, given)).toMatchObject({ code: 0, log: expect.stringContaining('it answered 500') });
  server.close();
});

test("Airflow's sidecar finds the same as one document", async () => {
  const flow = await deployLine('pass');
  mkdirSync(join(flow.folder, 'xcom'));
  const { writeOut } = await import('../task/write-out.ts');
  writeOut(join(flow.folder, 'out'), { path: '0', items: ['0', '1'], count: 2 }, join(flow.folder, 'xcom'));
  expect(JSON.parse(readFileSync(join(flow.folder, 'xcom/return.json'), 'utf8'))).toEqual({ path: '0', items: ['0', '1'], count: 2 });
  expect(readFileSync(join(flow.folder, 'out/items'), 'utf8')).toBe('["0","1"]');
});
