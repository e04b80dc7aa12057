import type { RemoteLauncher } from '@frazil/core';
import { expect, test } from 'vitest';
import { listTasks, readAttempts, readRun, statusOfRun } from '../index.ts';
import { createTestBench } from '../testing/test-bench.ts';
import type { RunEvent } from './run-event.ts';

const SLEEPER = { start: { body: 'print("in")\ntime.sleep(60)', next: 'end' }, end: {} };

/** Aborts when something happens. */
function abortOn(found: (event: RunEvent) => boolean, controller = new AbortController()) {
  const onEvent = (event: RunEvent): void => {
    if (found(event)) controller.abort();
  };
  return { signal: controller.signal, onEvent };
}

test('a run that was interrupted before it began throws', async () => {
  using bench = createTestBench();
  await expect(bench.run(SLEEPER, {}, { signal: AbortSignal.abort() })).rejects.toThrow();
});

test.each([
  ['as it begins', (event: RunEvent) => event.kind === 'run-started'],
  ['as a task starts', (event: RunEvent) => event.kind === 'task-started'],
  ['while a task works', (event: RunEvent) => event.kind === 'task-log'],
])('a run interrupted %s ends soon, and says so', async (_, found) => {
  using bench = createTestBench();
  const begun = performance.now();
  const result = await bench.run(SLEEPER, {}, abortOn(found));
  expect(performance.now() - begun).toBeLessThan(4000);
  expect(result).toMatchObject({ status: 'interrupted', problem: { code: 'runtime.interrupted' } });
  expect(await readRun(bench.store, 'TestFlow', result.run)).toMatchObject({ status: 'interrupted' });
  expect(bench.leftovers()).toEqual([]);
});

test('an interrupted attempt is recorded with its end', async () => {
  using bench = createTestBench();
  const { run } = await bench.run(
    SLEEPER,
    {},
    abortOn(({ kind }) => kind === 'task-log'),
  );
  expect(bench.events.find(({ kind }) => kind === 'run-interrupting')).toMatchObject({ tasks: 1 });
  const attempts = await readAttempts(bench.store, { flow: 'TestFlow', run, step: 'start', task: '0' });
  expect(attempts).toMatchObject([{ end: { kind: 'interrupted' } }]);
});

test('the wait between two attempts of a task elsewhere ends at once', async () => {
  using bench = createTestBench();
  const steps = { start: { next: 'end', decorators: { retry: { times: 3, minutes_between_retries: 10 } } }, end: {} };
  const remote: RemoteLauncher = { name: 'nowhere', run: async () => ({ kind: 'crashed', exitCode: 1, reason: 'It was taken away.' }) };
  const result = await bench.run(
    steps,
    { remote },
    abortOn(({ kind }) => kind === 'task-retried'),
  );
  expect(result.status).toBe('interrupted');
  expect(bench.events.find(({ kind }) => kind === 'task-retried')).toMatchObject({ waitSeconds: 600 });
});

test('the foreach stops where it is, and is resumed from there', async () => {
  using bench = createTestBench();
  const steps = {
    start: { body: 'self.xs = list(range(8))', next: { foreach: 'xs', to: 'body' } },
    body: { body: 'self.y = self.input', next: 'end' },
    end: { body: 'print(sum(i.y for i in inputs))', isJoin: true },
  };
  const third = (event: RunEvent) => event.kind === 'task-finished' && event.task === '2';
  const first = await bench.run(steps, { maxWorkers: 1 }, abortOn(third));
  expect(first.status).toBe('interrupted');
  const done = await Array.fromAsync(listTasks(bench.store, 'TestFlow', first.run));
  expect(done.map(({ step, task }) => `${step}/${task}`)).toEqual(['body/0', 'body/1', 'body/2', 'start/0']);
  expect((await bench.run(steps, { origin: { run: first.run } })).status).toBe('done');
  expect(bench.output()).toEqual(['28']);
});

test('who will not wait has the tasks killed at once', async () => {
  using bench = createTestBench();
  const kill = new AbortController();
  const body = 'import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("in")\ntime.sleep(60)';
  const begun = performance.now();
  const controller = new AbortController();
  const result = await bench.run(
    { start: { body, next: 'end' }, end: {} },
    { killSignal: kill.signal },
    {
      signal: controller.signal,
      onEvent: ({ kind }) => {
        if (kind !== 'task-log') return;
        controller.abort();
        setTimeout(() => kill.abort(), 200);
      },
    },
  );
  expect(result.status).toBe('interrupted');
  expect(performance.now() - begun).toBeLessThan(4000);
});

test('a run whose supervisor died is interrupted, once its heartbeat is old', async () => {
  using bench = createTestBench();
  const { record } = await bench.run({ start: { next: 'end' }, end: {} });
  const running = { ...record, status: 'running' as const };
  const at = (seconds: number) => new Date(Date.parse(record.heartbeat) + seconds * 1000);
  expect([statusOfRun(running, at(30)), statusOfRun(running, at(90)), statusOfRun(record, at(90))]).toEqual([
    'running',
    'interrupted',
    'done',
  ]);
});
