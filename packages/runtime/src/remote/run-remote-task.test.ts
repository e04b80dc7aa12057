import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keys, planFlow } from '@frazil/core';
import { createProcessLauncher } from '@frazil/launcher-process';
import { sdkDirectory } from '@frazil/python-sdk';
import { walkPlan } from '@frazil/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { latestRun } from '../records/list-runs.ts';
import { readAttempts } from '../records/read-attempts.ts';
import { readRun } from '../records/read-run.ts';
import { listTasks } from '../records/read-task.ts';
import { statusOfRun } from '../records/run-record.ts';
import { shapes } from '../testing/shapes.ts';
import { createTestBench, type TestBench } from '../testing/test-bench.ts';
import { type TestStep, testFlow } from '../testing/test-flow.ts';
import { testPython } from '../testing/test-python.ts';
import { finishRun } from './engine-run.ts';
import { type RemoteOutcome, type RemoteTaskInput, runRemoteTask } from './run-remote-task.ts';

let bench: TestBench;
beforeEach(() => {
  bench = createTestBench();
});
afterEach(() => bench[Symbol.dispose]());

const NEVER = new AbortController().signal;
const lines: string[] = [];
const watcher = { started: () => undefined, line: (_: string, line: string) => lines.push(line) };

function remoteInput(steps: Readonly<Record<string, TestStep>>, changes: Partial<RemoteTaskInput> = {}): RemoteTaskInput {
  const { flow, source } = testFlow(steps);
  const file = join(bench.folder, 'flow.py');
  writeFileSync(file, source);
  return {
    plan: planFlow(flow, { environments: new Map() }),
    run: 'argo-1',
    engine: 'argo',
    username: 'argo',
    tags: [],
    systemTags: [],
    parameters: {},
    store: bench.store,
    launcher: createProcessLauncher(),
    file,
    sdk: sdkDirectory(),
    scratch: join(bench.folder, 'scratch'),
    variables: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    directory: bench.folder,
    python: { python: testPython, variables: {} },
    place: 'start',
    path: '0',
    attempt: 0,
    gangPatience: 20,
    ...changes,
  };
}

function runOne(input: RemoteTaskInput, signal = NEVER): Promise<RemoteOutcome> {
  return runRemoteTask(input, watcher, signal);
}

async function artifactsOf(run: string): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for await (const { step, task, artifacts, index, inputs } of listTasks(bench.store, 'TestFlow', run)) {
    found[`${step}/${task}`] = { artifacts, index, inputs: inputs.map((input) => input.replace(run, 'RUN')) };
  }
  return found;
}

test.each(Object.entries(shapes))('tasks one by one leave what a run of this machine leaves: %s', async (_, steps) => {
  const local = await bench.run(steps);
  const input = remoteInput(steps);
  await walkPlan(input.plan, async (place, path) => {
    const { end, followUp } = await runOne({ ...input, place, path });
    expect(end).toEqual({ kind: 'done' });
    return followUp ?? { path };
  });
  expect(await artifactsOf('argo-1')).toEqual(await artifactsOf(local.run));
  const record = await readRun(bench.store, 'TestFlow', 'argo-1');
  expect(record).toMatchObject({ status: 'done', engine: 'argo', finished: expect.any(String) });
  expect((await latestRun(bench.store, 'TestFlow'))?.run).toBe('argo-1');
});

const LINE = { start: { body: 'self.x = 1', next: 'end' }, end: { body: 'print(self.x)' } };
const KEY = { flow: 'TestFlow', run: 'argo-1', step: 'start', task: '0' };

test('a task that has happened is not done again, but what follows is said again', async () => {
  const steps = { start: { body: 'self.items = [1, 2]\nprint("once")', next: { foreach: 'items', to: 'body' } }, ...rest() };
  const input = remoteInput(steps);
  lines.length = 0;
  const first = await runOne(input);
  await bench.store.delete(keys.engine(KEY));
  expect(await runOne({ ...input, attempt: 1 })).toEqual({ ...first, wasDone: true });
  expect(lines).toEqual(['once']);
  const document = await bench.store.get(keys.engine(KEY));
  expect(JSON.parse(Buffer.from(document ?? []).toString())).toEqual({ path: '0', items: ['0', '1'], count: 2 });
  expect(Buffer.from((await bench.store.get(keys.engineItems(KEY))) ?? []).toString()).toBe('["0","1"]');
});

function rest(): Readonly<Record<string, TestStep>> {
  return { body: { next: 'done' }, done: { isJoin: true, next: 'end' }, end: {} };
}

test('a failed attempt is recorded, and the next one knows its number; lost ones are filled in', async () => {
  const input = remoteInput({ start: { body: 'from metaflow import current\nif current.retry_count < 3: 1 / 0', next: 'end' }, end: {} });
  expect((await runOne(input)).end).toMatchObject({ kind: 'failed', exception: { type: 'ZeroDivisionError' } });
  expect((await runOne(input)).end.kind).toBe('failed');
  expect(await runOne({ ...input, attempt: 3 })).toMatchObject({ end: { kind: 'done' }, wasDone: false });
  const attempts = await readAttempts(bench.store, KEY);
  expect(attempts.map(({ attempt, end }) => [attempt, end.kind])).toEqual([
    [0, 'failed'],
    [1, 'failed'],
    [2, 'crashed'],
    [3, 'done'],
  ]);
  expect(statusOfRun(await readRun(bench.store, 'TestFlow', 'argo-1'), new Date(Date.now() + 1e9))).toBe('running');
});

test('a task that is told to end is interrupted', async () => {
  const control = new AbortController();
  const input = remoteInput({ start: { body: 'time.sleep(60)', next: 'end' }, end: {} });
  const outcome = runRemoteTask(input, { ...watcher, started: () => control.abort() }, control.signal);
  expect((await outcome).end).toEqual({ kind: 'interrupted' });
});

test.each([
  [{ place: 'absent' }, 'runtime.place-missing'],
  [{ place: 'end' }, 'runtime.input-missing'],
  [{ path: 'x' }, 'runtime.path-invalid'],
])('refuses a task that can not be found: %j', async (changes, code) => {
  await expect(runOne(remoteInput(LINE, changes))).rejects.toMatchObject({ code });
});

test('refuses an item that the foreach has not got', async () => {
  const input = remoteInput({ start: { body: 'self.items = [1]', next: { foreach: 'items', to: 'body' } }, ...rest() });
  await runOne(input);
  await expect(runOne({ ...input, place: 'body', path: '1' })).rejects.toMatchObject({ code: 'runtime.item-missing' });
});

test('members of a gang are told where the control task is; alone they give up', async () => {
  const steps = {
    start: { next: { gang: 'member', of: 2 } },
    member: { body: 'print(current.parallel.main_ip)', decorators: { parallel: {} }, next: 'met' },
    met: { isJoin: true, next: 'end' },
    end: {},
  };
  const input = remoteInput(steps);
  await runOne(input);
  const alone = runOne({ ...input, place: 'member', path: '1', gangPatience: 0.2 });
  await expect(alone).rejects.toMatchObject({ code: 'runtime.gang-alone' });
  lines.length = 0;
  await Promise.all(['1', '0'].map((path) => runOne({ ...input, place: 'member', path })));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^[0-9a-f.:]+$/);
  expect(lines[1]).toBe(lines[0]);
});

test('a run that its engine gave up is failed, also when it never began; one that is done stays done', async () => {
  const input = remoteInput(LINE);
  expect(await finishRun(bench.store, { ...input, engine: 'argo' }, 'failed')).toMatchObject({ status: 'failed', engine: 'argo' });
  await runOne(input);
  await runOne({ ...input, place: 'end' });
  expect((await finishRun(bench.store, { ...input, engine: 'argo' }, 'failed')).status).toBe('done');
});

test('two engines that run one task at once agree on what follows', async () => {
  const input = remoteInput({
    start: { body: 'self.items = [os.getpid()] * (1 + os.getpid() % 5)', next: { foreach: 'items', to: 'body' } },
    ...rest(),
  });
  const [one, other] = await Promise.all([runOne(input), runOne(input)]);
  expect(one?.followUp).toEqual(other?.followUp);
});

test('a step that is @catch goes on at its last attempt, and when its attempts were lost', async () => {
  const steps: Record<string, TestStep> = {
    start: { body: 'os.kill(os.getpid(), 9)', next: 'end', decorators: { catch: { var: 'problem' }, retry: { times: 1 } } },
    end: { body: 'print(self.problem.exception)' },
  };
  expect(await runOne(remoteInput(steps, { attempt: 0 }))).toMatchObject({ end: { kind: 'crashed' }, followUp: undefined });
  expect(await runOne(remoteInput(steps, { attempt: 1 }))).toMatchObject({ end: { kind: 'done' }, followUp: { path: '0' } });
  expect(await runOne(remoteInput(steps, { place: 'end' }))).toMatchObject({ end: { kind: 'done' } });
  expect(lines.at(-1)).toMatch(/killed by SIGKILL/);
  const lost = { run: 'argo-2', attempt: 2 };
  expect(await runOne(remoteInput(steps, lost))).toMatchObject({ end: { kind: 'done' } });
  expect(await runOne(remoteInput(steps, { ...lost, attempt: 0, place: 'end' }))).toMatchObject({ end: { kind: 'done' } });
  expect(lines.at(-1)).toMatch(/were lost/);
});

test('every task knows what started the run, of which the engine tells the start alone', async () => {
  const body = 'print(current.trigger.event.name, current.trigger.event.type, current.trigger.event.id)';
  const input = remoteInput({ start: { body, next: 'end' }, end: { body } });
  const events = [{ name: 'snow', parameters: {} }];
  const plan = { ...input.plan, triggers: { events, flows: [] } };
  lines.length = 0;
  await runOne({ ...input, plan, triggers: [{ type: 'event', name: 'snow', id: 'a1' }] });
  await runOne({ ...input, plan, place: 'end' });
  expect(lines).toEqual(['snow event a1', 'snow event a1']);
});
