import { expect, test } from 'vitest';
import { listTasks, readAttempts, readTask } from '../index.ts';
import { createTestBench, type TestBench } from '../testing/test-bench.ts';
import type { TestStep } from '../testing/test-flow.ts';

const parallel = { parallel: {} };

async function tasksOf({ store }: TestBench, run: string): Promise<readonly string[]> {
  const tasks = await Array.fromAsync(listTasks(store, 'TestFlow', run));
  return tasks.map(({ step, task }) => `${step}/${task}`);
}

const again = (more: string, done: string) => ({ condition: 'state', cases: { more, done } });

/** A loop in a loop, a foreach in the inner one, and a loop in the foreach. */
const LOOPS = (fails = 'False'): Record<string, TestStep> => ({
  start: { body: 'self.outer = 0\nself.log = []', next: 'outside' },
  outside: { body: 'self.outer += 1\nself.inner = 0', next: 'inside' },
  inside: { body: 'self.inner += 1\nself.xs = [1, 2]', next: { foreach: 'xs', to: 'item' } },
  item: {
    body: `self.n = getattr(self, 'n', 0) + 1\nself.state = 'more' if self.n < self.input else 'done'\nif ${fails}: raise ValueError()`,
    next: again('item', 'close'),
  },
  close: {
    body: "self.merge_artifacts(inputs, include=['outer', 'inner', 'log'])\nself.log += [i.n for i in inputs]\nself.state = 'more' if self.inner < 2 else 'done'",
    next: again('inside', 'check'),
    isJoin: true,
  },
  check: { body: "self.state = 'more' if self.outer < 2 else 'done'", next: again('outside', 'end') },
  end: { body: 'print(self.outer, self.inner, self.log)' },
});

const ROUND = (outer: number, inner: number) => [
  `item/r${outer}-r${inner}-0-r0`,
  `item/r${outer}-r${inner}-1-r0`,
  `item/r${outer}-r${inner}-1-r1`,
];

test('loops in loops, a foreach in a loop, and a loop in a foreach: each task has its path', async () => {
  using bench = createTestBench();
  const { run, problem } = await bench.run(LOOPS());
  expect(problem).toBeUndefined();
  expect(bench.output()).toEqual(['2 2 [1, 2, 1, 2, 1, 2, 1, 2]']);
  const rounds = ['r0-r0', 'r0-r1', 'r1-r0', 'r1-r1'];
  expect(await tasksOf(bench, run)).toEqual([
    'check/r0',
    'check/r1',
    ...rounds.map((round) => `close/${round}`),
    'end/0',
    ...rounds.map((round) => `inside/${round}`),
    ...ROUND(0, 0),
    ...ROUND(0, 1),
    ...ROUND(1, 0),
    ...ROUND(1, 1),
    'outside/r0',
    'outside/r1',
    'start/0',
  ]);
  const item = await readTask(bench.store, { flow: 'TestFlow', run, step: 'item', task: 'r1-r0-1-r1' });
  expect(item).toMatchObject({
    index: [1],
    inputs: [`TestFlow/${run}/item/r1-r0-1-r0`],
    transition: { kind: 'switch', targets: ['close'] },
  });
});

test('a run that failed in a loop is resumed there: what was done is taken over', async () => {
  using bench = createTestBench();
  const failed = await bench.run(LOOPS('self.outer == 2 and self.input == 2 and self.n == 2'), { maxWorkers: 1 });
  expect(failed.status).toBe('failed');
  const done = await tasksOf(bench, failed.run);
  const resumed = await bench.run(LOOPS(), { origin: { run: failed.run } });
  expect(resumed.problem).toBeUndefined();
  expect(bench.events.flatMap((event) => (event.kind === 'task-cloned' ? [`${event.step}/${event.task}`] : [])).sort()).toEqual(
    [...done].sort(),
  );
  expect(bench.output()).toEqual(['2 2 [1, 2, 1, 2, 1, 2, 1, 2]']);
});

test('the cases of a switch: one runs, and they meet again; a case may lead straight to the join', async () => {
  using bench = createTestBench();
  const result = await bench.run({
    start: { body: 'self.xs = [0, 1, 2]', next: { foreach: 'xs', to: 'choose' } },
    choose: {
      body: "self.way = ['none', 'short', 'long'][self.input]\nself.steps = []",
      next: { condition: 'way', cases: { none: 'join', short: 'meet', long: 'detour' } },
    },
    detour: { body: "self.steps.append('detour')", next: 'meet' },
    meet: { body: "self.steps.append('meet')", next: 'join' },
    join: { body: 'self.all = [(i.way, i.steps) for i in inputs]', next: 'end', isJoin: true },
    end: { body: 'print(self.all)' },
  });
  expect(result.problem).toBeUndefined();
  expect(bench.output()).toEqual(["[('none', []), ('short', ['meet']), ('long', ['detour', 'meet'])]"]);
  const inputs = ['choose/0', 'meet/1', 'meet/2'].map((each) => `TestFlow/${result.run}/${each}`);
  expect(await readTask(bench.store, { flow: 'TestFlow', run: result.run, step: 'join', task: '0' })).toMatchObject({ inputs });
});

test('a value that is no case fails the step where it says what is next, naming the value and the cases', async () => {
  using bench = createTestBench();
  const { problem } = await bench.run({
    start: { body: "self.x = 'c'", next: { condition: 'x', cases: { a: 'end', b: 'end' } } },
    end: {},
  });
  expect(problem).toMatchObject({ code: 'runtime.task-failed', location: { file: 'flow.py', line: 7 } });
  expect(problem?.message).toContain("self.x is 'c', which is no case of the switch of step 'start'; its cases are 'a', 'b'");
});

/** Members that all must be there before one goes on. */
const MEET =
  "open(f'm{current.parallel.node_index}', 'w').close()\nwhile not all(os.path.exists(f'm{i}') for i in range(current.parallel.num_nodes)): time.sleep(0.01)\n";

const GANG = (body: string, decorators: TestStep['decorators'] = parallel): Record<string, TestStep> => ({
  start: { body: 'self.shared = 7', next: { gang: 'train', of: 3 } },
  train: { body, next: 'join', decorators },
  join: { body: 'self.all = [(i.index, i.input, i.r) for i in inputs]\nself.stack = inputs[2].foreach_stack()', next: 'end', isJoin: true },
  end: { body: 'print(self.all, self.stack)' },
});

test('the members of a gang run at once, however few tasks may, and know of each other', async () => {
  using bench = createTestBench();
  const facts =
    "self.r = (self.input, self.index, self.foreach_stack(), *current.parallel, os.environ['MF_PARALLEL_NODE_INDEX'], self.shared)";
  const result = await bench.run(GANG(MEET + facts), { maxWorkers: 1 });
  expect(result.problem).toBeUndefined();
  const member = (n: number) => `(${n}, ${n}, (${n}, ${n}, [(${n}, 3, ${n})], '127.0.0.1', 3, ${n}, '0', '${n}', 7))`;
  expect(bench.output()).toEqual([`[${[0, 1, 2].map(member).join(', ')}] [(2, 3, 2)]`]);
});

test('when a member fails for good, those that would wait for it are ended', async () => {
  using bench = createTestBench();
  const begun = performance.now();
  const body = `${MEET}if self.index == 1: raise ValueError('one')\nprint('waits')\ntime.sleep(60)`;
  const result = await bench.run(GANG(body));
  expect(result).toMatchObject({
    status: 'failed',
    problem: { message: expect.stringContaining('The task 1 of the step train failed: ValueError: one') },
  });
  expect(performance.now() - begun).toBeLessThan(10_000);
  const attempts = await readAttempts(bench.store, { flow: 'TestFlow', run: result.run, step: 'train', task: '2' });
  expect(attempts).toMatchObject([{ end: { kind: 'interrupted' } }]);
});

test('a member is tried again by itself', async () => {
  using bench = createTestBench();
  const body = 'self.r = current.retry_count\nif self.index == 1 and self.r == 0: raise ValueError()';
  const result = await bench.run(GANG(body, { ...parallel, retry: { times: 1, minutes_between_retries: 0 } }));
  expect(result.problem).toBeUndefined();
  expect(bench.output()).toEqual(['[(0, 0, 0), (1, 1, 1), (2, 2, 0)] [(2, 3, 2)]']);
});

test('a gang is taken over whole, or runs again whole', async () => {
  using bench = createTestBench();
  const flow = (last: string) => ({ ...GANG(last), end: { body: 'raise ValueError()' } });
  const broken = await bench.run(flow('self.r = 1\nif self.index == 2: time.sleep(0.5); raise ValueError()'));
  expect(await tasksOf(bench, broken.run)).toEqual(['start/0', 'train/0', 'train/1']);
  const again = await bench.run(flow('self.r = 1\nprint(self.index)'), { origin: { run: broken.run } });
  expect([...bench.output()].sort()).toEqual(['0', '1', '2']);
  await bench.run(flow('self.r = 1\nprint(self.index)'), { origin: { run: again.run } });
  expect(bench.output()).toEqual([]);
});
