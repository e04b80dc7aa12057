import { expect, test } from 'vitest';
import { readAttempts, readTask } from '../index.ts';
import { createTestBench } from '../testing/test-bench.ts';
import type { TestStep } from '../testing/test-flow.ts';

const CATCH = { catch: { var: 'problem' } };

function failing(body: string, decorators: NonNullable<TestStep['decorators']> = {}): Record<string, TestStep> {
  return {
    start: { body: 'self.xs = [1, 2]', next: { foreach: 'xs', to: 'work' } },
    work: { body: `self.before = self.input\n${body}`, next: 'join', decorators: { ...CATCH, ...decorators } },
    join: { body: 'self.all = [(i.problem and i.problem.exception) for i in inputs]', next: 'end', isJoin: true },
    end: { body: 'print(self.all)' },
  };
}

test('a step that raised for good goes on, after its retries, and leaves the exception', async () => {
  using bench = createTestBench();
  const body = 'if self.input == 2: raise ValueError("no " + str(current.retry_count))';
  const result = await bench.run(failing(body, { retry: { times: 1, minutes_between_retries: 0 } }));
  expect(result.status).toBe('done');
  expect(bench.output().at(-1)).toBe("[None, 'no 1']");
  const key = { flow: 'TestFlow', run: result.run, step: 'work', task: '1' };
  expect(await readAttempts(bench.store, key)).toMatchObject([{ end: { kind: 'failed' } }, { end: { kind: 'done' } }]);
  expect(Object.keys((await readTask(bench.store, key))?.artifacts ?? {})).toContain('before');
  expect([(await readTask(bench.store, key))?.caught, (await readTask(bench.store, { ...key, task: '0' }))?.caught]).toEqual([
    true,
    undefined,
  ]);
});

const SHORT = { timeout: { seconds: 0.5 } };

test('a step that takes too long goes on with what it left by then', async () => {
  using bench = createTestBench();
  const result = await bench.run(failing('if self.input == 2: time.sleep(30)', SHORT));
  expect(result.status).toBe('done');
  expect(bench.output().at(-1)).toMatch(/took longer than the 0.5 seconds/);
  const record = await readTask(bench.store, { flow: 'TestFlow', run: result.run, step: 'work', task: '1' });
  expect([record?.attempt, Object.keys(record?.artifacts ?? {})]).toEqual([0, expect.arrayContaining(['before'])]);
});

test.each([
  ['is killed', 'os.kill(os.getpid(), 9)', {}, /was killed by SIGKILL/],
  ['exits', 'os._exit(3)', {}, /exited with code 3/],
  [
    'takes too long and does not care',
    'import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN); time.sleep(30)',
    SHORT,
    /took longer than the 0.5 seconds/,
  ],
  ['leaves what cannot be saved', 'self.bad = [lambda: 1]', {}, /can't be pickled/],
  ['calls sys.exit', 'sys.exit(1)', {}, /called sys.exit/],
])('a step that %s goes on in one more attempt, in which it does nothing', async (_, body, decorators, reason) => {
  using bench = createTestBench();
  const result = await bench.run(failing(`if self.input == 2: ${body}`, decorators));
  expect(result).toMatchObject({ status: 'done' });
  expect(bench.output().at(-1)).toMatch(reason);
  const failed = bench.events.filter((event) => event.kind === 'attempt-failed');
  expect(failed).toMatchObject([{ attempt: 0, final: false }]);
  const key = { flow: 'TestFlow', run: result.run, step: 'work', task: '1' };
  expect(await readTask(bench.store, key)).toMatchObject({ attempt: 1 });
});

test.each(['import sys; sys.exit(202)', 'os._exit(202)'])('%s: the step is not tried again, nor does it go on', async (body) => {
  using bench = createTestBench();
  const result = await bench.run(failing(`if self.input == 2: ${body}`, { retry: { times: 2 } }));
  expect(result).toMatchObject({ status: 'failed' });
  expect(bench.events.filter((event) => event.kind === 'attempt-failed')).toMatchObject([{ attempt: 0, final: true }]);
});

test('an attempt that cannot go on fails the run', async () => {
  using bench = createTestBench();
  const steps = failing('pass');
  const wrong = { ...steps, end: { body: 'print(self.all); 1 / 0', decorators: { catch: { var: 'all' } } } };
  expect(await bench.run(wrong)).toMatchObject({ status: 'done' });
  const broken = { ...steps, work: { ...steps.work, decorators: {}, body: 'self.before = 1\n1 / 0' } };
  const failed = await bench.run(broken);
  expect(failed).toMatchObject({ status: 'failed' });
  const [attempt] = await readAttempts(bench.store, { flow: 'TestFlow', run: failed.run, step: 'work', task: '0' });
  expect(attempt).toMatchObject({ end: { kind: 'failed' }, artifacts: { before: { type: 'int' }, xs: { type: 'list' } } });
});
