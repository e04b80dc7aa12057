import { digestOf, keys, type Store } from '@frazil/core';
import { RunRecord, TaskRecord } from '@frazil/runtime';
import { createMemoryStore } from '@frazil/store-memory';

const START = '2026-01-01T00:00:00.000Z';

/** A store with two runs of a flow: start, a foreach of twelve, end; the second run failed in its end. */
export async function createTestStore(): Promise<Store> {
  const store = createMemoryStore();
  await addRun(store, '1000', 'ada');
  await addRun(store, '2000', 'bob');
  for (const run of ['1000', '2000']) {
    await addTask(store, { run, step: 'start', task: '0' });
    for (let item = 0; item < 12; item += 1) await addTask(store, { run, step: 'square', task: String(item) });
  }
  await addTask(store, { run: '1000', step: 'end', task: '0' });
  const key = { flow: 'F', run: '2000', step: 'end', task: '0' };
  const end = { kind: 'failed', exception: { type: 'ValueError', message: 'tripped', traceback: 'Traceback' } };
  const artifacts = { seven: SEVEN_ARTIFACT };
  await put(store, keys.attempt(key, 0), { schema: 1, ...key, attempt: 0, started: START, finished: START, end, artifacts });
  await store.put(keys.log(key, 0, 'stderr'), Buffer.from('oh no\n'));
  return store;
}

const CARD = Buffer.from(JSON.stringify({ schema: 1, title: 'Ice', components: [{ kind: 'markdown', text: 'deep ice' }] }));

/** A pickle of the number 7. */
const SEVEN = Buffer.from('80054b072e', 'hex');
const SEVEN_ARTIFACT = { digest: digestOf(SEVEN), size: SEVEN.length, type: 'int' };

async function addRun(store: Store, run: string, username: string): Promise<void> {
  const status = run === '1000' ? 'done' : 'failed';
  const record = RunRecord.parse({
    ...{ schema: 1, flow: 'F', run, status, started: START, finished: START, heartbeat: START, parameters: {}, username, tags: ['x'] },
    ...{ systemTags: [`user:${username}`], host: 'h', pid: 1, environments: {}, graph: { start: ['square'], square: ['end'], end: [] } },
  });
  await put(store, keys.run('F', run), record);
}

async function addTask(store: Store, place: { readonly run: string; readonly step: string; readonly task: string }): Promise<void> {
  const card = { id: 'ice', type: 'blank', digest: digestOf(CARD), size: CARD.length };
  const record = TaskRecord.parse({
    ...{ schema: 1, flow: 'F', ...place, attempt: 0, index: [], inputs: [], transition: { kind: 'end' }, items: [], cards: [card] },
    ...{ started: START, finished: START, artifacts: { seven: SEVEN_ARTIFACT } },
  });
  await store.put(keys.artifact(SEVEN_ARTIFACT.digest), SEVEN);
  await store.put(keys.card(card.digest), CARD);
  await put(store, keys.task(record), record);
}

function put(store: Store, key: string, value: unknown): Promise<void> {
  return store.put(key, Buffer.from(JSON.stringify(value)));
}
