import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryName } from '@frazil/files';
import { createMemoryStore } from '@frazil/store-memory';
import { expect, test } from 'vitest';
import { latestRun, listRuns, listTasks, readArtifact, readAttempts, readLog, readLogLines, readTask } from '../index.ts';
import { createTestBench } from '../testing/test-bench.ts';
import type { TestStep } from '../testing/test-flow.ts';
import type { RunEvent } from './run-event.ts';

const LINEAR: Record<string, TestStep> = {
  start: { body: 'self.x = 20\nprint("hello")', next: 'middle' },
  middle: { body: 'self.y = self.x + 1', next: 'end' },
  end: { body: 'print(self.x + self.y + 1)' },
};

const NESTED: Record<string, TestStep> = {
  start: { body: 'self.xs = [1, 2, 3]', next: { foreach: 'xs', to: 'outer' } },
  outer: { body: 'self.ys = list(range(self.input))', next: { foreach: 'ys', to: 'inner' } },
  inner: { body: 'self.z = [self.input]', next: ['a', 'b'] },
  a: { body: 'self.w = self.z + ["a"]', next: 'close' },
  b: { body: 'self.w = self.z + ["b"]', next: 'close' },
  close: { body: 'self.all = [i.w for i in inputs]', next: 'joined', isJoin: true },
  joined: { body: 'self.all = [i.all for i in inputs]', next: 'last', isJoin: true },
  last: { body: 'self.all = [i.all for i in inputs]', next: 'end', isJoin: true },
  end: { body: 'print(self.all)' },
};

test('a linear flow runs: artifacts go on, lines are told, records are kept, nothing is left over', async () => {
  using bench = createTestBench();
  const result = await bench.run(LINEAR);
  expect(result).toMatchObject({ status: 'done', record: { status: 'done', graph: { start: ['middle'], middle: ['end'], end: [] } } });
  expect(bench.output()).toEqual(['hello', '42']);
  expect(bench.leftovers()).toEqual([]);
  expect(bench.events.map(({ kind }) => kind).filter((kind) => kind !== 'task-log')).toEqual([
    'run-started',
    ...['start', 'middle', 'end'].flatMap(() => ['task-started', 'task-finished']),
    'run-finished',
  ]);
  const key = { flow: 'TestFlow', run: result.run, step: 'end', task: '0' };
  expect(await readTask(bench.store, key)).toMatchObject({
    attempt: 0,
    inputs: [`TestFlow/${result.run}/middle/0`],
    transition: { kind: 'end' },
  });
  expect(String(await readLog(bench.store, key, { stream: 'stdout' }))).toBe('42\n');
  expect(await readAttempts(bench.store, key)).toMatchObject([{ attempt: 0, end: { kind: 'done' } }]);
  expect(await latestRun(bench.store, 'TestFlow')).toEqual(result.record);
});

test('splits within foreaches within foreaches, joined in order', async () => {
  using bench = createTestBench();
  const result = await bench.run(NESTED);
  expect(result.problem).toBeUndefined();
  const last = await readTask(bench.store, { flow: 'TestFlow', run: result.run, step: 'last', task: '0' });
  expect(last?.inputs).toEqual(['0', '1', '2'].map((task) => `TestFlow/${result.run}/joined/${task}`));
  const tasks = await Array.fromAsync(listTasks(bench.store, 'TestFlow', result.run));
  expect(tasks.filter(({ step }) => step === 'a').map(({ task, index }) => [task, index])).toEqual([
    ['0-0', [0, 0]],
    ['1-0', [1, 0]],
    ['1-1', [1, 1]],
    ['2-0', [2, 0]],
    ['2-1', [2, 1]],
    ['2-2', [2, 2]],
  ]);
  const both = (z: number) => `[[${z}, 'a'], [${z}, 'b']]`;
  expect(bench.output()).toEqual([`[[${both(0)}], [${both(0)}, ${both(1)}], [${both(0)}, ${both(1)}, ${both(2)}]]`]);
});

test('a store without local files serves artifacts through the supervisor, large ones too', async () => {
  using bench = createTestBench();
  const store = createMemoryStore();
  const steps = {
    ...LINEAR,
    start: { body: 'self.x = 20\nself.big = b"x" * 300000', next: 'middle' },
    end: { body: 'print(len(self.big))' },
  };
  const result = await bench.run(steps, { store });
  expect([result.problem, bench.output()]).toEqual([undefined, ['300000']]);
  const record = await readTask(store, { flow: 'TestFlow', run: result.run, step: 'start', task: '0' });
  expect(record?.artifacts.big).toMatchObject({ type: 'bytes' });
  if (record?.artifacts.big) expect(await readArtifact(store, record.artifacts.big)).toHaveLength(record.artifacts.big.size);
});

test('a foreach of one item, and one of 60 with few workers', async () => {
  using bench = createTestBench();
  const steps = {
    start: { body: 'self.xs = [7]', next: { foreach: 'xs', to: 'one' } },
    one: { body: 'self.ys = list(range(60))', next: { foreach: 'ys', to: 'many' } },
    many: { body: 'self.y = self.input', next: 'join' },
    join: { body: 'self.total = sum(i.y for i in inputs)', next: 'end', isJoin: true },
    end: { body: 'print([i.total for i in inputs])', isJoin: true },
  };
  let most = 0;
  const running = new Set<string>();
  const result = await bench.run(
    steps,
    { maxWorkers: 3 },
    {
      onEvent: (event) => {
        if (event.kind === 'task-started') running.add(`${event.step}/${event.task}`);
        if (event.kind === 'task-finished') running.delete(`${event.step}/${event.task}`);
        most = Math.max(most, running.size);
      },
    },
  );
  expect([result.problem, bench.output(), most]).toEqual([undefined, ['[1770]'], 3]);
});

test('a failed attempt is made again, as often as asked, and on this machine at once', async () => {
  using bench = createTestBench();
  const retry = { times: 2, minutes_between_retries: 2 };
  const body = 'from frazil import current\nprint("try", current.retry_count)\nif current.retry_count < 2: raise ValueError("not yet")';
  const result = await bench.run({ start: { body, next: 'end', decorators: { retry } }, end: {} });
  expect(result.status).toBe('done');
  expect(bench.output()).toEqual(['try 0', 'try 1', 'try 2']);
  expect(bench.events.filter(({ kind }) => kind === 'attempt-failed')).toMatchObject([
    { attempt: 0, final: false, end: { kind: 'failed', exception: { type: 'ValueError' } } },
    { attempt: 1, final: false },
  ]);
  expect(bench.events.filter(({ kind }) => kind === 'task-retried')).toMatchObject([{ waitSeconds: 0 }, { waitSeconds: 0 }]);
  const key = { flow: 'TestFlow', run: result.run, step: 'start', task: '0' };
  expect((await readAttempts(bench.store, key)).map(({ end }) => end.kind)).toEqual(['failed', 'failed', 'done']);
  expect(String(await readLog(bench.store, key, { stream: 'stdout', attempt: 1 }))).toBe('try 1\n');
});

test('a step that raises fails the run; what runs beside it may end, nothing else begins', async () => {
  using bench = createTestBench();
  const steps = {
    start: { next: ['bad', 'good'] },
    bad: { body: 'raise KeyError("k")', next: 'join' },
    good: { body: 'time.sleep(0.5)', next: 'never' },
    never: { next: 'join' },
    join: { next: 'end', isJoin: true },
    end: {},
  };
  const result = await bench.run(steps);
  expect(result).toMatchObject({
    status: 'failed',
    problem: { code: 'runtime.task-failed', message: "The step bad failed: KeyError: 'k'", location: { file: 'flow.py', line: 1 } },
    record: { status: 'failed', problem: { code: 'runtime.task-failed' } },
  });
  const tasks = await Array.fromAsync(listTasks(bench.store, 'TestFlow', result.run));
  expect(tasks.map(({ step }) => step)).toEqual(['good', 'start']);
  expect(bench.leftovers()).toEqual([]);
});

test('the inputs of a join know the items of its foreach, however many chunks those are in', async () => {
  using bench = createTestBench();
  const result = await bench.run({
    start: { body: 'self.xs = [[x] for x in range(3)]', next: { foreach: 'xs', to: 'outer' } },
    outer: { body: 'self.ys = [b"%d" % self.index * 400_000 for _ in range(4)]', next: { foreach: 'ys', to: 'inner' } },
    inner: { body: 'self.z = len(self.input)', next: 'join' },
    join: { body: 'self.zs = [(i.input[:1], i.z) for i in inputs]', next: 'last', isJoin: true },
    last: { body: 'print({i.input[0]: i.zs for i in inputs})', next: 'end', isJoin: true },
    end: {},
  });
  expect(result.status).toBe('done');
  const inner = (digit: number): string => `[${Array(4).fill(`(b'${digit}', 400000)`).join(', ')}]`;
  expect(bench.output()).toEqual([`{0: ${inner(0)}, 1: ${inner(1)}, 2: ${inner(2)}}`]);
});

test('runtime.module-missing', async () => {
  using bench = createTestBench();
  const result = await bench.run({ start: { body: 'import nosuch', next: 'end' }, end: {} });
  expect(result.problem).toMatchObject({
    code: 'runtime.module-missing',
    message: "The step start failed: ModuleNotFoundError: No module named 'nosuch'",
    hint: expect.stringContaining('Install its package for '),
  });
});

test('runs that begin at the same time get different names, and are listed newest first', async () => {
  using bench = createTestBench();
  const steps = { start: { next: 'end' }, end: {} };
  const results = await Promise.all([1, 2, 3].map(() => bench.run(steps)));
  const names = new Set(results.map(({ run }) => run));
  expect(names.size).toBe(3);
  const listed = await Array.fromAsync(listRuns(bench.store, 'TestFlow'));
  expect(listed.map(({ run }) => run)).toEqual([...names].sort().reverse());
});

test('what killed runs left in the scratch folder is removed, what other machines have there is not', async () => {
  using bench = createTestBench();
  const scratch = join(bench.folder, 'scratch');
  const alive = temporaryName();
  const left = alive.replace(`~${process.pid}~`, '~4194305~');
  const elsewhere = `other-${left}`;
  for (const name of [left, elsewhere, alive]) {
    mkdirSync(join(scratch, name), { recursive: true });
    writeFileSync(join(scratch, name, 'file'), '');
  }
  await bench.run({ start: { next: 'end' }, end: {} });
  expect(readdirSync(scratch).sort()).toEqual([elsewhere, alive].sort());
});

test('runtime.splits-too-many: a foreach of more than the allowed number fails the run, which is resumed with more', async () => {
  using bench = createTestBench();
  const steps: Record<string, TestStep> = {
    start: { body: 'self.xs = [1, 2, 3]', next: { foreach: 'xs', to: 'item' } },
    item: { body: 'pass', next: 'join' },
    join: { body: 'pass', next: 'end', isJoin: true },
    end: { body: 'print("ended")' },
  };
  const { run, status, problem } = await bench.run(steps, { maxSplits: 2 });
  expect({ status, problem }).toMatchInlineSnapshot(`
    {
      "problem": {
        "code": "runtime.splits-too-many",
        "hint": "Make the foreach smaller and run again, or go on with: resume --max-num-splits 3",
        "message": "The step start splits into 3 tasks; --max-num-splits allows 2.",
      },
      "status": "failed",
    }
  `);
  expect((await Array.fromAsync(listTasks(bench.store, 'TestFlow', run))).map(({ step }) => step)).toEqual(['start']);
  expect(await bench.run(steps, { maxSplits: 3, origin: { run } })).toMatchObject({ status: 'done' });
});

test('lines of logs have the times when they were seen', async () => {
  using bench = createTestBench();
  const go = join(bench.folder, 'go');
  const body = `import os, time\nprint('one', flush=True)\nwhile not os.path.exists('go'): time.sleep(0.01)\nprint('two')`;
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'task-log' && event.line === 'one') writeFileSync(go, '');
  };
  const { run } = await bench.run({ start: { body, next: 'end' }, end: {} }, {}, { onEvent });
  const key = { flow: 'TestFlow', run, step: 'start', task: '0' };
  const lines = await readLogLines(bench.store, key, { stream: 'stdout' });
  expect(lines.map(({ line }) => line)).toEqual(['one', 'two']);
  const record = await readTask(bench.store, key);
  expect(record?.logTimes?.stdout).toMatchObject([[4], [8]].map(([size]) => [size, expect.any(Number)]));
  expect(lines.map(({ time }) => time)).toEqual(
    record?.logTimes?.stdout?.map(([, after]) => new Date(Date.parse(record.started) + after).toISOString()),
  );
  expect(await readLogLines(bench.store, key, { stream: 'stderr' })).toEqual([]);
});
