import { expect, test } from 'vitest';
import { readTask } from '../index.ts';
import { fakeSdk } from '../testing/fake-sdk.ts';
import { createTestBench } from '../testing/test-bench.ts';

const FLOW = { start: { next: 'end', decorators: { retry: { times: 3 } } }, end: {} };
const BLOB = 'send({"kind": "save", "name": "x", "digest": digest(b"x"), "size": SIZE, "type": "int", "file": FILE}, b"PAYLOAD")';
const save = (size: string, file: string, payload: string) => BLOB.replace('SIZE', size).replace('FILE', file).replace('PAYLOAD', payload);
const FOREACH = '{"kind": "foreach", "targets": ["end"], "variable": "xs", "count": 3}';

test('a task that speaks the protocol by hand is done', async () => {
  using bench = createTestBench();
  const file = 'open(task["scratch"] + "/1", "wb").write(b"x")';
  const script = `${save('1', 'None', 'x')}\n${file}\n${save('1', 'task["scratch"] + "/1"', '')}\nsend({"kind": "card", "id": "c", "type": "default"}, b"{}")\nfinish()`;
  const result = await bench.run(FLOW, { sdk: fakeSdk(bench.folder, script) });
  expect(result.problem).toBeUndefined();
  const record = await readTask(bench.store, { flow: 'TestFlow', run: result.run, step: 'start', task: '0' });
  expect(record).toMatchObject({ artifacts: { x: { size: 1, type: 'int' } }, cards: [{ id: 'c', size: 2 }] });
});

test.each([
  ['runtime.protocol-violated', 'what is no frame', 'os.write(3, b"Traceback (most recent call last)"); time.sleep(60)'],
  ['runtime.protocol-violated', 'a header that is no JSON', 'os.write(3, bytes([0, 0, 0, 1, 0, 0, 0, 0, 123])); time.sleep(60)'],
  ['runtime.protocol-violated', 'an unknown kind', 'send({"kind": "dance"}); time.sleep(60)'],
  ['runtime.protocol-violated', 'a digest of something else', `${save('1', 'None', 'y')}; finish()`],
  ['runtime.protocol-violated', 'a size of something else', `${save('2', 'None', 'x')}; finish()`],
  ['runtime.protocol-violated', 'a file outside of its scratch', `${save('1', '"/etc/passwd"', '')}; finish()`],
  ['runtime.protocol-violated', 'a file that is not there', `${save('1', 'task["scratch"] + "/nothing"', '')}; finish()`],
  [
    'runtime.protocol-violated',
    'a link as a file',
    `os.symlink("/etc/passwd", task["scratch"] + "/l")\n${save('1', 'task["scratch"] + "/l"', '')}; finish()`,
  ],
  [
    'runtime.protocol-violated',
    'an artifact kept that no input has',
    'send({"kind": "keep", "artifacts": {"x": {"digest": digest(b"x"), "size": 1, "type": "int"}}}); finish()',
  ],
  ['runtime.protocol-violated', 'done without next', 'send({"kind": "done"}); sys.exit(0)'],
  [
    'runtime.transition-unexpected',
    'a step elsewhere',
    'send({"kind": "next", "transition": {"kind": "linear", "targets": ["start"]}}); send({"kind": "done"}); sys.exit(0)',
  ],
  ['runtime.transition-unexpected', 'a foreach', `send({"kind": "next", "transition": ${FOREACH}}); send({"kind": "done"}); sys.exit(0)`],
])('%s: %s; it is ended, and not tried again', async (code, _, script) => {
  using bench = createTestBench();
  const result = await bench.run(FLOW, { sdk: fakeSdk(bench.folder, script) });
  expect(result).toMatchObject({ status: 'failed', problem: { code } });
  expect(bench.events.filter(({ kind }) => kind === 'attempt-failed')).toHaveLength(1);
  expect(bench.leftovers()).toEqual([]);
});

const ITEMS = { start: { next: { foreach: 'xs', to: 'body' } }, body: { next: 'end' }, end: { isJoin: true } };
const foreachOf = (count: number, chunks: readonly (readonly [start: number, count: number])[]) => {
  const items = chunks.map(
    ([start, size]) =>
      `send({"kind": "items", "digest": digest(b"i"), "size": 1, "start": ${start}, "count": ${size}, "file": None, "offset": None}, b"i")`,
  );
  const next = `send({"kind": "next", "transition": {"kind": "foreach", "targets": ["body"], "variable": "xs", "count": ${count}}})`;
  return [...items, next, 'send({"kind": "done"}); sys.exit(0)'].join('\n');
};

test.each([
  [3, [[0, 2]]],
  [
    3,
    [
      [0, 2],
      [1, 2],
    ],
  ],
  [1, []],
] as const)('%i items in chunks %j: violated', async (count, chunks) => {
  using bench = createTestBench();
  const result = await bench.run(ITEMS, { sdk: fakeSdk(bench.folder, foreachOf(count, chunks)) });
  expect(result.problem).toMatchObject({ code: 'runtime.protocol-violated' });
});

test('a foreach of nothing: violated, as the SDK refuses it', async () => {
  using bench = createTestBench();
  const result = await bench.run(ITEMS, { sdk: fakeSdk(bench.folder, foreachOf(0, [])) });
  expect(result.problem).toMatchObject({ code: 'runtime.protocol-violated' });
});

test('a task that hangs up is ended', async () => {
  using bench = createTestBench();
  const result = await bench.run({ start: { next: 'end' }, end: {} }, { sdk: fakeSdk(bench.folder, 'os.close(3)\ntime.sleep(60)') });
  expect(result.problem?.message).toBe(
    'The step start failed: The step closed its connection to Frazil (file descriptor 3), and was ended.',
  );
});

test('a task that said done and exits with another code crashed', async () => {
  using bench = createTestBench();
  const script = 'send({"kind": "next", "transition": NEXT["start"]}); send({"kind": "done"}); sys.exit(9)';
  const result = await bench.run({ start: { next: 'end' }, end: {} }, { sdk: fakeSdk(bench.folder, script) });
  expect(result.problem?.message).toBe('The step start failed: The step was done, but then its process exited with code 9.');
});

test('a connection that a stranger holds open is not waited for', async () => {
  using bench = createTestBench();
  const script = 'if os.fork() == 0:\n  os.setsid(); time.sleep(3); os._exit(0)\nfinish()';
  const begun = performance.now();
  const result = await bench.run({ start: { next: 'end' }, end: {} }, { sdk: fakeSdk(bench.folder, script) });
  expect(result.status).toBe('done');
  expect(performance.now() - begun).toBeLessThan(2500);
});
