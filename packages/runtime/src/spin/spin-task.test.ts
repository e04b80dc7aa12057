import { join } from 'node:path';
import { createFolderStore } from '@frazil/store-folder';
import { expect, test, vi } from 'vitest';
import { listTasks, readTask } from '../index.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { shapes } from '../testing/shapes.ts';
import { createTestBench, type TestBench } from '../testing/test-bench.ts';
import { type TestStep, testFlow } from '../testing/test-flow.ts';
import { spinTask } from './spin-task.ts';

vi.setConfig({ testTimeout: 120_000 });

const QUIET = { report: () => undefined };

/** Spins a task and gives the record that this left. */
async function spun(bench: TestBench, steps: Readonly<Record<string, TestStep>>, { run, step, task }: TaskRecord) {
  const spins = createFolderStore(join(bench.folder, 'spins'));
  const input = { run: bench.inputOf(testFlow(steps)), stores: { spins }, artifactsModule: null, skipsDecorators: false };
  const origin = { flow: 'TestFlow', run, step, task };
  const result = await spinTask({ ...input, task: origin }, QUIET, new AbortController().signal);
  expect(result.problem).toBeUndefined();
  return readTask(spins, { ...origin, run: result.run });
}

const essence = (record: TaskRecord | undefined) =>
  record && { index: record.index, inputs: record.inputs, artifacts: record.artifacts, transition: record.transition, items: record.items };

test.each(Object.entries(shapes))('each task can be spun, and leaves the same: %s', async (_, steps) => {
  using bench = createTestBench();
  const { run, problem } = await bench.run(steps);
  expect(problem).toBeUndefined();
  for (const task of await Array.fromAsync(listTasks(bench.store, 'TestFlow', run))) {
    const name = `${task.step}/${task.task}`;
    if (steps[task.step]?.decorators?.parallel) {
      await expect(spun(bench, steps, task), name).rejects.toMatchObject({ code: 'runtime.spin-of-gang' });
    } else expect(essence(await spun(bench, steps, task)), name).toEqual(essence(task));
  }
  expect(bench.leftovers()).toEqual([]);
});

test('a step that the flow has no more, and a task that there can not be', async () => {
  using bench = createTestBench();
  const steps = shapes.line ?? {};
  const { run } = await bench.run(steps);
  const start = await readTask(bench.store, { flow: 'TestFlow', run, step: 'start', task: '0' });
  if (start === undefined) throw new TypeError('the start ran');
  await expect(spun(bench, steps, { ...start, step: 'gone' })).rejects.toMatchObject({ code: 'runtime.step-missing' });
  await expect(spun(bench, steps, { ...start, task: '3-x' })).rejects.toMatchObject({ code: 'runtime.path-invalid' });
});
