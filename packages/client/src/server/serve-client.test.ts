import { readFile } from 'node:fs/promises';
import { digestOf } from '@frazil/core';
import { expect, test } from 'vitest';
import { createTestStore } from '../testing/test-store.ts';
import { serveClient } from './serve-client.ts';

/** What is answered to requests, in order. */
async function ask(...requests: readonly unknown[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  async function* lines() {
    for (const request of requests) yield typeof request === 'string' ? request : JSON.stringify(request);
  }
  await serveClient(await createTestStore(), { lines: lines(), send: (line) => answers.push(JSON.parse(line)) });
  return answers;
}

const TASK = { flow: 'F', run: '1000', step: 'start', task: '0' };

test('lists come in pages', async () => {
  const square = { ...TASK, step: 'square' };
  const [first, rest, after] = await ask({ ask: 'tasks', ...square }, { ask: 'more', cursor: 1 }, { ask: 'more', cursor: 1 });
  expect(first).toMatchObject({ value: { items: [{ task: '11' }], cursor: 1 } });
  expect(rest).toMatchObject({ value: { cursor: null } });
  expect(after).toMatchObject({ error: { code: 'client.request-invalid' } });
  expect(await ask({ ask: 'runs', flow: 'F' }, { ask: 'close', cursor: 1 }, { ask: 'flows' })).toMatchObject([
    { value: { items: [{ run: '2000', tags: ['x'], systemTags: ['user:bob'] }] } },
    { value: null },
    { value: { items: ['F'] } },
  ]);
});

test('runs, tasks, logs and tags', async () => {
  const answers = await ask(
    { ask: 'run', flow: 'F', run: '1000' },
    { ask: 'steps', flow: 'F', run: '1000' },
    { ask: 'task', ...TASK },
    { ask: 'attempts', ...TASK, run: '2000', step: 'end' },
    { ask: 'log', ...TASK, run: '2000', step: 'end', stream: 'stderr' },
    { ask: 'log-lines', ...TASK, run: '2000', step: 'end', stream: 'stderr' },
    { ask: 'change-tags', flow: 'F', run: '1000', add: ['y'], remove: ['x'] },
    { ask: 'cards', ...TASK },
    { ask: 'card', ...TASK, id: 'ice' },
    { ask: 'card', ...TASK, id: 'snow' },
    { ask: 'store' },
  );
  expect(answers).toMatchObject([
    { value: { run: '1000', status: 'done' } },
    { value: { items: ['start'] } },
    { value: { record: { task: '0' } } },
    { value: [{ attempt: 0 }] },
    { value: 'oh no\nTraceback\n' },
    { value: { items: [{ line: 'oh no', time: expect.any(String) }] } },
    { value: { user: ['y'], system: ['user:ada'] } },
    { value: [{ id: 'ice', type: 'blank', hash: expect.stringMatching(/^sha256:/) }] },
    { value: expect.stringContaining('deep ice') },
    { error: { code: 'client.not-found', message: expect.stringContaining('card "snow" of F/1000/start/0') } },
    { value: expect.any(String) },
  ]);
});

test('what is wrong is answered, and the conversation goes on', async () => {
  const answers = await ask(
    '{',
    { ask: 'dance' },
    { ask: 'task', ...TASK, task: '9' },
    { ask: 'artifact', digest: `sha256:${'0'.repeat(64)}` },
  );
  expect(answers).toMatchObject([
    { error: { code: 'client.request-invalid', message: expect.stringContaining('it is no JSON') } },
    { error: { code: 'client.request-invalid' } },
    { error: { code: 'client.not-found' } },
    { error: { code: 'runtime.blob-missing' } },
  ]);
});

test('an artifact of a store without files is brought here, until the end', async () => {
  const digest = digestOf(Buffer.from('80054b072e', 'hex'));
  const [answer] = await ask({ ask: 'artifact', digest });
  expect(answer).toMatchObject({ value: expect.stringContaining('frazil-client-') });
  const path = (answer as { readonly value: string }).value;
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});
