import { keys } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { createTestStore } from './testing/test-store.ts';

async function namesOf<Item>(items: AsyncIterable<Item>, name: (item: Item) => string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const item of items) names.push(name(item));
  return names;
}

test('flows, runs, steps, tasks and artifacts are read one after the other', async () => {
  const client = openClient(await createTestStore());
  expect(await namesOf(client.flows(), ({ name }) => name)).toEqual(['F']);
  const flow = await client.flow('F');
  expect(await namesOf(flow.runs(), ({ id }) => id)).toEqual(['2000', '1000']);
  expect([(await flow.latestRun())?.id, (await flow.latestSuccessfulRun())?.id]).toEqual(['2000', '1000']);
  const run = await client.run('F/1000');
  expect([run.status, run.createdAt.toISOString()]).toEqual(['done', '2026-01-01T00:00:00.000Z']);
  expect(await namesOf(run.steps(), ({ name }) => name)).toEqual(['start', 'square', 'end']);
  const step = await client.step('F/1000/square');
  expect((await namesOf(step.tasks(), ({ task }) => task)).slice(-3)).toEqual(['9', '10', '11']);
  expect((await namesOf(step.tasks('backward'), ({ task }) => task))[0]).toBe('11');
  expect(await (await client.artifact('F/1000/square/3/seven')).content()).toEqual({ kind: 'value', value: 7 });
});

test('a task that failed has attempts and logs, and what it had when it raised', async () => {
  const task = await (await openClient(await createTestStore()).run('F/2000')).endTask();
  expect([task?.record, await task?.artifact('seven').content()]).toEqual([undefined, { kind: 'value', value: 7 }]);
  expect(await task?.attempts()).toMatchObject([{ attempt: 0, end: { kind: 'failed', exception: { message: 'tripped' } } }]);
  const log = (await task?.log({ stream: 'stderr' })) ?? new Uint8Array();
  expect([new TextDecoder().decode(log), (await task?.log({ stream: 'stdout' }))?.length]).toEqual(['oh no\nTraceback\n', 0]);
});

test('a namespace hides the runs of others', async () => {
  const store = await createTestStore();
  const client = openClient(store, { namespace: 'user:ada' });
  expect(await namesOf((await client.flow('F')).runs(), ({ id }) => id)).toEqual(['1000']);
  expect(await namesOf((await client.flow('F')).runs({ namespace: null, tags: ['x'] }), ({ id }) => id)).toEqual(['2000', '1000']);
  await expect(client.run('F/2000')).rejects.toMatchObject({ code: 'client.namespace-mismatch' });
  const eve = openClient(store, { namespace: 'user:eve' });
  await expect(eve.flow('F')).rejects.toMatchObject({ code: 'client.namespace-mismatch' });
  expect(await namesOf(eve.flows(), ({ name }) => name)).toEqual([]);
});

test('what is not there is said, and a pathspec that is none', async () => {
  const client = openClient(await createTestStore());
  await expect(openClient(createMemoryStore()).flow('F')).rejects.toMatchObject({ code: 'client.not-found' });
  await expect(client.run('F/3000')).rejects.toMatchObject({ code: 'runtime.run-missing' });
  for (const pathspec of ['F/1000/nope', 'F/1000/start/7', 'F/1000/start/0/eight']) {
    const asked = [client.step, client.task, client.artifact][pathspec.split('/').length - 3];
    await expect(asked?.(pathspec)).rejects.toMatchObject({ code: 'client.not-found', message: expect.stringContaining(pathspec) });
  }
  for (const pathspec of ['F', 'F/1/2', 'F/..', 'F/', '/1']) {
    await expect(client.run(pathspec)).rejects.toMatchObject({ code: 'client.pathspec-invalid' });
  }
});

test('a damaged record is named', async () => {
  const store = await createTestStore();
  await store.put(keys.task({ flow: 'F', run: '1000', step: 'start', task: '0' }), Buffer.from('{'));
  await expect(openClient(store).task('F/1000/start/0')).rejects.toMatchObject({ code: 'runtime.record-damaged' });
});

test('changes of tags that happen at once are all kept', async () => {
  const store = await createTestStore();
  const names = Array.from({ length: 20 }, (_, index) => `t${String(index).padStart(2, '0')}`);
  await Promise.all(names.map(async (tag) => (await openClient(store).run('F/1000')).changeTags({ add: [tag] })));
  const run = await openClient(store).run('F/1000');
  expect(await run.tags()).toEqual({ user: [...names, 'x'], system: ['user:ada'] });
  await run.changeTags({ remove: names, add: ['y', 'user:ada'] });
  expect(await run.tags()).toEqual({ user: ['x', 'y'], system: ['user:ada'] });
  expect(await namesOf((await openClient(store).flow('F')).runs({ tags: ['y'] }), ({ id }) => id)).toEqual(['1000']);
});

test('tags that can not be used are refused', async () => {
  const run = await openClient(await createTestStore()).run('F/1000');
  for (const tag of ['', 'x'.repeat(501), 'caf\ufffd', 'caf\udce9'])
    await expect(run.changeTags({ add: [tag] })).rejects.toMatchObject({ code: 'client.tag-invalid' });
  const many = Array.from({ length: 51 }, (_, index) => String(index));
  await expect(run.changeTags({ add: many })).rejects.toMatchObject({ code: 'client.tag-invalid' });
  await expect(run.changeTags({ remove: ['user:ada'] })).rejects.toMatchObject({ code: 'client.tag-of-system' });
  expect((await run.tags()).user).toEqual(['x']);
});
