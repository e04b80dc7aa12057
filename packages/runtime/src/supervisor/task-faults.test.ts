import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diskErrors, keys, type Store } from '@frazil/core';
import { createFolderStore } from '@frazil/store-folder';
import { expect, test } from 'vitest';
import { listTasks, readArtifact, readLog, readTask } from '../index.ts';
import { createTestBench } from '../testing/test-bench.ts';

const stepThat = (body: string, decorators = {}) => ({ start: { body, next: 'end', decorators }, end: {} });

test.each([
  ['os._exit(3)', 'The process exited with code 3.'],
  ['os.kill(os.getpid(), 9)', 'The process was killed by SIGKILL, often because the system ran out of memory.'],
  ['os.kill(os.getpid(), 11)', 'The process crashed with a segmentation fault (SIGSEGV), most likely in the compiled code of a package.'],
])('%s: crashed, its log is kept', async (code, reason) => {
  using bench = createTestBench();
  const result = await bench.run(stepThat(`print("before")\n${code}`));
  expect(result.problem?.message).toBe(`The step start failed: ${reason}`);
  const key = { flow: 'TestFlow', run: result.run, step: 'start', task: '0' };
  expect(await readTask(bench.store, key)).toBeUndefined();
  expect(String(await readLog(bench.store, key, { stream: 'stdout' }))).toBe('before\n');
});

test('a task that takes too long is ended, and tried again', async () => {
  using bench = createTestBench();
  const decorators = { timeout: { seconds: 0.6 }, retry: { times: 1, minutes_between_retries: 0 } };
  const result = await bench.run(stepThat('print("in")\ntime.sleep(60)', decorators));
  expect(result.problem?.message).toBe('The step start failed: It took longer than the 0.6 seconds it may take.');
  expect(bench.output()).toEqual(['in', 'in']);
});

test('a task that ignores SIGTERM gets SIGKILL', async () => {
  using bench = createTestBench();
  const body = 'import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)';
  const begun = performance.now();
  const result = await bench.run(stepThat(body, { timeout: { seconds: 0.5 } }));
  expect(result.status).toBe('failed');
  expect(performance.now() - begun).toBeLessThan(8000);
});

test.each(['os.close(3)', 'os.close(3); time.sleep(1)'])('a step that closes its connection is told so: %s', async (body) => {
  using bench = createTestBench();
  const result = await bench.run(stepThat(body));
  expect(result.problem?.message).toBe(
    'The step start failed: The step closed its connection to Frazil (file descriptor 3), and was ended.',
  );
});

test('what a step wants done at its end is done when it takes too long', async () => {
  using bench = createTestBench();
  const body = 'try:\n  time.sleep(60)\nexcept Exception:\n  print("an error")\nfinally:\n  print("put away")';
  const result = await bench.run(stepThat(body, { timeout: { seconds: 0.6 } }));
  expect([result.problem?.message, bench.output()]).toEqual([
    'The step start failed: It took longer than the 0.6 seconds it may take.',
    ['put away'],
  ]);
});

test.each([
  ['pass', undefined],
  ['if self.pid == 0: raise ValueError("in the child")', /ValueError: in the child/],
  [
    'if self.pid == 0: open("up", "w").close(); time.sleep(60)\nwhile not os.path.exists("up"): time.sleep(0.01)\nos.kill(self.pid, 15)',
    undefined,
  ],
])('a process that the step forked is not the task: %s', async (body, stderr) => {
  using bench = createTestBench();
  const result = await bench.run(stepThat(`self.pid = os.fork()\n${body}\nif self.pid: os.waitpid(self.pid, 0)`));
  expect(result.problem).toBeUndefined();
  const key = { flow: 'TestFlow', run: result.run, step: 'start', task: '0' };
  const { pid } = (await readTask(bench.store, key))?.artifacts ?? {};
  // Not the pickle of the 0 that the child has.
  expect([...((pid && (await readArtifact(bench.store, pid))) ?? [128, 5, 75, 0, 46])]).not.toEqual([128, 5, 75, 0, 46]);
  expect(String(await readLog(bench.store, key, { stream: 'stderr' }))).toMatch(stderr ?? /^$/);
});

test('what a task leaves running, holding its log, is ended with it', async () => {
  using bench = createTestBench();
  const body = 'import subprocess\nself.pid = subprocess.Popen(["sleep", "60"]).pid\nprint(self.pid)';
  const begun = performance.now();
  const result = await bench.run(stepThat(body));
  expect(result.status).toBe('done');
  expect(performance.now() - begun).toBeLessThan(5000);
  const state = spawnSync('ps', ['-o', 'stat=', '-p', bench.output()[0] ?? ''], { encoding: 'utf8' }).stdout.trim();
  expect(['', 'Z']).toContain(state.slice(0, 1));
});

test('100 MB of log are told line by line and kept', async () => {
  using bench = createTestBench();
  let lines = 0;
  const body = 'line = "x" * 99 + "\\n"\nfor i in range(1000): sys.stdout.write(line * 1000)\nprint("last")';
  const onEvent = (event: { readonly kind: string }) => {
    if (event.kind !== 'task-log') return;
    lines += 1;
    bench.events.pop();
  };
  const result = await bench.run(stepThat(body), {}, { onEvent });
  expect([result.status, lines]).toEqual(['done', 1_000_001]);
  const log = keys.log({ flow: 'TestFlow', run: result.run, step: 'start', task: '0' }, 0, 'stdout');
  expect(await bench.store.size(log)).toBe(100_000_005);
});

test.each([
  ['/nowhere/python', 'launcher.python-missing'],
  ['/etc/passwd', 'launcher.python-unusable'],
])('%s: %s, and no other attempt', async (python, code) => {
  using bench = createTestBench();
  const result = await bench.run(stepThat('pass', { retry: {} }), { stepPython: () => ({ python, variables: {} }) });
  expect(result).toMatchObject({ status: 'failed', problem: { code } });
});

/** A store that fails for keys of one kind, as a full disk does. */
function failingStore(store: Store, prefix: string, error: Error): Store {
  const guarded = <Rest extends unknown[], Result>(write: (key: string, ...rest: Rest) => Promise<Result>) => {
    return async (key: string, ...rest: Rest): Promise<Result> => {
      if (key.startsWith(prefix)) throw error;
      return write(key, ...rest);
    };
  };
  const { put, putIfAbsent, putFileIfAbsent } = store;
  return { ...store, put: guarded(put), putIfAbsent: guarded(putIfAbsent), putFileIfAbsent: guarded(putFileIfAbsent) };
}

const FULL = diskErrors.create('disk.full', { doing: 'writing', path: 'x', reason: 'ENOSPC' });

test.each([
  ['artifacts/', FULL, 'disk.full'],
  ['logs/', FULL, 'disk.full'],
  ['tasks/', FULL, 'disk.full'],
  ['tasks/', new Error('no route to host'), 'runtime.store-failed'],
])('a store that fails to write %s: %s; the task has not happened, and a resumed run does it', async (prefix, error, code) => {
  using bench = createTestBench();
  const steps = stepThat('self.x = 1\nprint("x")');
  const store = failingStore(bench.store, prefix, error);
  const result = await bench.run(steps, { store });
  expect(result).toMatchObject({ status: 'failed', problem: { code }, record: { status: 'failed' } });
  expect(await Array.fromAsync(listTasks(bench.store, 'TestFlow', result.run))).toEqual([]);
  expect((await bench.run(steps, { origin: { run: result.run } })).status).toBe('done');
});

test("a store that can't take the run's record: the run doesn't begin", async () => {
  using bench = createTestBench();
  await expect(bench.run(stepThat('pass'), { store: failingStore(bench.store, 'runs/', FULL) })).rejects.toMatchObject({
    code: 'disk.full',
  });
});

test("a run's last record that can't be written is a failure", async () => {
  using bench = createTestBench();
  const store = { ...bench.store, put: () => Promise.reject(FULL) };
  expect(await bench.run(stepThat('pass'), { store })).toMatchObject({ status: 'failed', problem: { code: 'disk.full' } });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.skipIf(!canMount)('a real disk that is full', async () => {
  using bench = createTestBench();
  const disk = join(bench.folder, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status !== 0) return;
  try {
    const store = createFolderStore(join(disk, 'store'));
    const result = await bench.run(stepThat('self.x = os.urandom(2_000_000)'), { store });
    expect(result).toMatchObject({ status: 'failed', problem: { code: 'disk.full' } });
  } finally {
    spawnSync('umount', [disk]);
  }
});

test('runtime.blob-damaged and runtime.blob-missing: an artifact that was touched is not believed', async () => {
  using bench = createTestBench();
  const { run } = await bench.run(stepThat('self.x = 1'));
  const record = await readTask(bench.store, { flow: 'TestFlow', run, step: 'start', task: '0' });
  const reference = record?.artifacts.x;
  if (!reference) throw new Error('no artifact');
  await bench.store.put(keys.artifact(reference.digest), Buffer.from('other'));
  await expect(readArtifact(bench.store, reference)).rejects.toMatchObject({ code: 'runtime.blob-damaged' });
  await bench.store.delete(keys.artifact(reference.digest));
  await expect(readArtifact(bench.store, reference)).rejects.toMatchObject({ code: 'runtime.blob-missing' });
});

test.each([
  ['no JSON', 'half a rec'],
  ['another version', '{"schema":2}'],
  ['nothing', ''],
])('runtime.record-damaged: %s', async (_, content) => {
  using bench = createTestBench();
  const key = { flow: 'TestFlow', run: '1', step: 'start', task: '0' };
  await bench.store.put(keys.task(key), Buffer.from(content));
  await expect(readTask(bench.store, key)).rejects.toMatchObject({ code: 'runtime.record-damaged', details: { key: keys.task(key) } });
});

test('a supervisor that is killed takes its tasks with it, and a later run starts afresh', async () => {
  using bench = createTestBench();
  const script = join(bench.folder, 'run.mjs');
  const pid = join(bench.folder, 'pid');
  const body = `open("${pid}.part", "w").write(str(os.getpid()))\nos.rename("${pid}.part", "${pid}")\ntime.sleep(60)`;
  writeFileSync(
    script,
    `import { createTestBench } from '${new URL('../testing/test-bench.ts', import.meta.url)}';
     import { existsSync } from 'node:fs';
     setInterval(() => { if (existsSync('${pid}')) process.kill(process.pid, 'SIGKILL'); }, 20);
     await createTestBench().run(${JSON.stringify(stepThat(body))}, { scratch: '${join(bench.folder, 'scratch')}' });`,
  );
  const { signal } = spawnSync(process.execPath, ['--conditions=@frazil/source', script], {
    env: { ...process.env, TMPDIR: bench.folder },
  });
  expect(signal).toBe('SIGKILL');
  const task = Number(readFileSync(pid, 'utf8'));
  const isAlive = () =>
    !['', 'Z'].includes(
      spawnSync('ps', ['-o', 'stat=', '-p', `${task}`], { encoding: 'utf8' })
        .stdout.trim()
        .slice(0, 1),
    );
  for (let tries = 0; isAlive() && tries < 40; tries += 1) await delay(50);
  expect(isAlive()).toBe(false);
  expect(bench.leftovers()).toHaveLength(1);
  expect((await bench.run(stepThat('pass'))).status).toBe('done');
  expect(bench.leftovers()).toEqual([]);
});
