import type { Parameter } from '@frazil/core';
import { expect, test } from 'vitest';
import { readLog, readTask } from '../index.ts';
import { createTestBench } from '../testing/test-bench.ts';
import { type TestStep, testFlow } from '../testing/test-flow.ts';

const flow = (middle: string): Record<string, TestStep> => ({
  start: { body: 'self.xs = [1, 2, 3]\nprint("start")', next: { foreach: 'xs', to: 'body' } },
  body: { body: middle, next: 'join' },
  join: { body: 'self.ys = [i.y for i in inputs]', next: 'end', isJoin: true },
  end: { body: 'print(self.ys)' },
});

const GOOD = 'self.y = self.input * 10\nprint("body", self.input)';
const BAD = `${GOOD}\nif self.input == 3: raise ValueError()`;

test('what was done is copied, the rest runs', async () => {
  using bench = createTestBench();
  const first = await bench.run(flow(BAD), { maxWorkers: 1, parameters: {} });
  expect(first.status).toBe('failed');
  const second = await bench.run(flow(GOOD), { origin: { run: first.run } });
  expect(second).toMatchObject({ status: 'done', record: { origin: { run: first.run } } });
  expect(bench.output()).toEqual(['body 3', '[10, 20, 30]']);
  const cloned = bench.events.flatMap((event) => (event.kind === 'task-cloned' ? [`${event.step}/${event.task}`] : []));
  expect([...cloned].sort()).toEqual(['body/0', 'body/1', 'start/0']);
  const third = await bench.run(flow(GOOD), { origin: { run: second.run } });
  expect([third.status, bench.output()]).toEqual(['done', []]);
  const key = { flow: 'TestFlow', run: third.run, step: 'body', task: '1' };
  expect(await readTask(bench.store, key)).toMatchObject({
    run: third.run,
    inputs: [`TestFlow/${third.run}/start/0`],
    origin: `TestFlow/${first.run}/body/1`,
  });
  expect(String(await readLog(bench.store, key, { stream: 'stdout' }))).toBe('body 2\n');
});

/** A flow whose parameter is another each time that its default is worked out. */
function drawing(body: string): ReturnType<typeof testFlow> {
  const start = { body: `print(self.n, flush=True)\n${body}`, next: 'end', decorators: { retry: { times: 1 } } };
  const { flow, source } = testFlow({ start, end: { body: 'print(self.n)' } });
  const declared = "  n = Parameter('n', default=lambda context: os.urandom(8).hex())";
  const n: Parameter = { name: 'n', attribute: 'n', type: 'str', hasComputedDefault: true, required: false, help: '', line: 1 };
  return { flow: { ...flow, parameters: [n] }, source: source.replace('(FlowSpec):', `(FlowSpec):\n${declared}`) };
}

test('a default is worked out once for a run, its retries and those that resume it, also when the first step was killed', async () => {
  using bench = createTestBench();
  const killed = drawing('os.kill(os.getpid(), 9)');
  const first = await bench.runFlow(killed);
  const [value, ...others] = bench.output();
  expect([first.status, others]).toEqual(['failed', [value]]);
  const second = await bench.runFlow(killed, { origin: { run: first.run } });
  expect([second.status, bench.output()]).toEqual(['failed', [value, value]]);
  const third = await bench.runFlow(drawing('pass'), { origin: { run: second.run } });
  expect([third.status, bench.output()]).toEqual(['done', [value, value]]);
  const fourth = await bench.runFlow(drawing('pass'), { origin: { run: third.run, from: 'start' } });
  expect([fourth.status, bench.output()]).toEqual(['done', [value, value]]);
  await bench.runFlow(drawing('pass'));
  expect(bench.output()).not.toContain(value);
});

test('from a step on, everything runs again', async () => {
  using bench = createTestBench();
  const first = await bench.run(flow(GOOD));
  const second = await bench.run(flow(GOOD), { origin: { run: first.run, from: 'join' } });
  expect([second.status, bench.output()]).toEqual(['done', ['[10, 20, 30]']]);
  expect(bench.events.filter(({ kind }) => kind === 'task-cloned')).toHaveLength(4);
});

test.each([
  ['runtime.run-missing', { run: '1' }],
  ['runtime.step-missing', { run: '', from: 'nowhere' }],
])('%s', async (code, origin) => {
  using bench = createTestBench();
  const { run } = await bench.run({ start: { next: 'end' }, end: {} });
  await expect(bench.run({ start: { next: 'end' }, end: {} }, { origin: { ...origin, run: origin.run || run } })).rejects.toMatchObject({
    code,
  });
});

test('runtime.origin-changed', async () => {
  using bench = createTestBench();
  const { run } = await bench.run({ start: { next: 'end' }, end: {} });
  const changed = { start: { next: 'between' }, between: { next: 'end' }, end: {} };
  await expect(bench.run(changed, { origin: { run } })).rejects.toMatchObject({
    code: 'runtime.origin-changed',
    details: { step: 'start' },
  });
});
