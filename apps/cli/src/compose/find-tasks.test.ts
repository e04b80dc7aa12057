import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, keys, type Store } from '@frazil/core';
import { type AttemptRecord, type CardReference, RunRecord, type TaskRecord } from '@frazil/runtime';
import { createFolderStore } from '@frazil/store-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flowOfSteps } from '../testing/flows.ts';
import { findCard, findCards } from './find-cards.ts';
import { findRun, findTasks } from './find-tasks.ts';

const flow = flowOfSteps();
const NOW = '2026-01-31T00:00:00.000Z';
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-find-'));
  store = createFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const put = (key: string, record: RunRecord | TaskRecord | AttemptRecord) =>
  store.put(key, new TextEncoder().encode(JSON.stringify(record)));

function putRun(run: string): Promise<void> {
  const facts = { schema: 1, flow: flow.name, run, status: 'done', started: NOW, heartbeat: NOW, username: 'ada', host: 'h', pid: 1 };
  return put(
    keys.run(flow.name, run),
    RunRecord.parse({ ...facts, parameters: {}, tags: [], systemTags: [], environments: {}, graph: {} }),
  );
}

function putTask(run: string, step: string, task: string, cards: readonly CardReference[] = []): Promise<void> {
  const key = { flow: flow.name, run, step, task };
  const facts = { schema: 1, attempt: 0, started: NOW, finished: NOW } as const;
  return put(keys.task(key), {
    ...facts,
    ...key,
    index: [],
    inputs: [],
    artifacts: {},
    items: [],
    cards: [...cards],
    transition: { kind: 'end' },
  });
}

const cardOf = (id: string): CardReference => ({ id, type: 'default', digest: digestOf(id), size: 1 });

test('the latest run is meant when none is named', async () => {
  await putRun('9');
  await putRun('10');
  expect(await findRun(store, flow.name, undefined)).toBe('10');
  expect(await findRun(store, flow.name, '9')).toBe('9');
});

test('cli.no-runs and cli.run-not-found say what there is', async () => {
  await expect(findRun(store, flow.name, undefined)).rejects.toMatchObject({ code: 'cli.no-runs' });
  await expect(findRun(store, flow.name, '1')).rejects.toMatchObject({ code: 'cli.no-runs' });
  await putRun('10');
  await expect(findRun(store, flow.name, '1')).rejects.toMatchObject({ code: 'cli.run-not-found', hint: expect.stringContaining('10') });
});

test('tasks come in the order of the flow and of their numbers, failed ones too', async () => {
  await putRun('1');
  for (const task of ['10', '9']) await putTask('1', 'train', task);
  await putTask('1', 'start', '0');
  const failed = { flow: flow.name, run: '1', step: 'end', task: '0' };
  await put(keys.attempt(failed, 0), { schema: 1, ...failed, attempt: 0, started: NOW, finished: NOW, end: { kind: 'interrupted' } });
  const all = await findTasks(store, flow, { run: undefined, step: undefined, task: undefined });
  expect(all.map(({ step, task }) => `${step}/${task}`)).toEqual(['start/0', 'train/9', 'train/10', 'end/0']);
  expect(await findTasks(store, flow, { run: '1', step: 'train', task: '9' })).toHaveLength(1);
});

test('cli.task-not-found lists the tasks that there are', async () => {
  await putRun('1');
  const none = { code: 'cli.task-not-found', hint: 'No task of that run has ended yet.' };
  await expect(findTasks(store, flow, { run: '1', step: 'train', task: '3' })).rejects.toMatchObject(none);
  await putTask('1', 'start', '0');
  const some = { message: 'Nothing is recorded for TestFlow/1/train/3.', hint: 'The run has start/0.' };
  await expect(findTasks(store, flow, { run: '1', step: 'train', task: '3' })).rejects.toMatchObject(some);
});

test('cli.card-not-found and cli.card-ambiguous', async () => {
  await putRun('1');
  await putTask('1', 'start', '0');
  await putTask('1', 'train', '0', [cardOf('a'), cardOf('b')]);
  await expect(findCard(store, flow, 'start', {})).rejects.toMatchObject({ code: 'cli.card-not-found' });
  const ambiguous = { code: 'cli.card-ambiguous', hint: 'Name one of 1/train/0 --id a, 1/train/0 --id b' };
  await expect(findCard(store, flow, 'train', {})).rejects.toMatchObject(ambiguous);
  expect((await findCard(store, flow, 'train', { id: 'b' })).card).toEqual(cardOf('b'));
  expect(await findCards(store, flow, undefined)).toHaveLength(2);
});
