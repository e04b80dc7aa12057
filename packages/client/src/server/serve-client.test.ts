import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { digestOf, type Objects } from '@frazil/core';
import { expect, test } from 'vitest';
import { createTestStore } from '../testing/test-store.ts';
import { serveClient } from './serve-client.ts';

/** What is answered to requests, each asked when the one before is answered. */
async function ask(...requests: readonly unknown[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  let answered = Promise.withResolvers<void>();
  async function* lines() {
    for (const request of requests) {
      answered = Promise.withResolvers();
      yield typeof request === 'string' ? request : JSON.stringify(request);
      await answered.promise;
    }
  }
  const send = (line: string) => {
    answers.push(JSON.parse(line));
    answered.resolve();
  };
  await serveClient(await createTestStore(), { lines: lines(), send }, noObjects);
  return answers;
}

const noObjects = () => Promise.reject(new Error('no objects here'));

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

test('questions are answered as their answers are there, each with its number', async () => {
  const answers: unknown[] = [];
  const first = Promise.withResolvers<readonly boolean[]>();
  const put: Objects['put'] = ([object]) => (object?.url === 's3://ice/slow' ? first.promise : Promise.resolve([true]));
  const questions = ['slow', 'fast'].map((name, number) => ({
    number,
    ask: 's3-put',
    objects: [{ url: `s3://ice/${name}`, path: '/x' }],
    replace: true,
  }));
  const send = (line: string) => {
    answers.push(JSON.parse(line));
    first.resolve([false]);
  };
  async function* lines() {
    for (const question of questions) yield JSON.stringify(question);
    await first.promise;
  }
  await serveClient(await createTestStore(), { lines: lines(), send }, async () => objectsWith({ put }));
  expect(answers).toEqual([
    { number: 1, value: [true] },
    { number: 0, value: [false] },
  ]);
});

test('the end, or an empty line, gives up what is on its way', async () => {
  const answers: unknown[] = [];
  const channel = {
    lines: Readable.from(['{"number":1,"ask":"s3-describe","urls":["s3://ice/a"],"missing":"skip"}', '', '{']),
    send: (line: string) => answers.push(JSON.parse(line)),
  };
  const describe = (signal: AbortSignal) => () =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
  await serveClient(await createTestStore(), channel, async (signal) => objectsWith({ describe: describe(signal) }));
  expect(answers).toMatchObject([{ number: 1, error: { message: expect.stringContaining('given up') } }]);
});

function objectsWith(some: Partial<Objects>): Objects {
  const none = () => Promise.reject(new Error('not expected'));
  return { list: async function* () {}, describe: none, get: none, put: none, ...some };
}
