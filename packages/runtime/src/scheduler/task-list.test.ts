import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@frazil/core';
import { afterAll, expect, test } from 'vitest';
import { notOfInputs } from '../supervisor/not-of-inputs.ts';
import { createTestBench } from '../testing/test-bench.ts';
import { beginTaskList } from './task-list.ts';
import type { TaskOutput } from './task-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'frazil-task-list-'));
afterAll(() => rmSync(folder, { recursive: true }));

const reference = (content: string) => ({ digest: digestOf(Buffer.from(content)), size: content.length, type: 'str' });
const output = (task: number, isClone = false): TaskOutput => ({
  step: 'body',
  task: String(task),
  index: [task],
  artifacts: { y: reference(`of ${task}`) },
  transition: { kind: 'linear', targets: ['join'] },
  items: [],
  isClone,
});
const begin = (name: string, count: number) => beginTaskList(join(folder, name), count, { fileOf: () => null });

test('a list finds each task, whenever it ended', () => {
  const list = begin('whole', 3);
  for (const index of [2, 0, 1]) list.note(index, output(index, true));
  expect([list.finish(), list.names, list.areClones]).toEqual([true, ['body/0', 'body/1', 'body/2'], true]);
  const lines = readFileSync(list.file);
  const positions = readFileSync(`${list.file}.positions`);
  const begins = [0, 1, 2].map((index) => positions.readUIntLE(index * 6, 6));
  const tasks = begins.map((position) => JSON.parse(lines.toString('utf8', position, lines.indexOf('\n', position))).task);
  expect(tasks).toEqual(['0', '1', '2']);
});

test('a list that lacks a task is not finished, and one that cannot be written says so', () => {
  const list = begin('part', 2);
  list.note(1, output(1));
  expect([list.finish(), list.areClones]).toEqual([false, false]);
  expect(() => begin('missing/list', 1).note(0, output(0))).toThrow(expect.objectContaining({ code: 'disk.failed' }));
});

test('a join keeps what one of the listed has, and nothing else', async () => {
  const list = begin('kept', 2);
  for (const index of [0, 1]) list.note(index, output(index));
  const frame = { inputs: [], listed: list };
  const artifacts = { a: reference('of 1'), b: reference('of nobody'), c: reference('of 0') };
  expect(await notOfInputs(artifacts, frame)).toEqual(['b']);
});

test('a join takes over an artifact that a single task of a foreach has', async () => {
  using bench = createTestBench();
  const result = await bench.run({
    start: { body: 'self.xs = [1, 2, 3]', next: { foreach: 'xs', to: 'body' } },
    body: { body: 'if self.input == 2: self.only = "two"', next: 'join' },
    join: { body: "self.merge_artifacts(inputs, include=['only'])", next: 'end', isJoin: true },
    end: { body: 'print(self.only)' },
  });
  expect([result.problem, bench.output(), bench.leftovers()]).toEqual([undefined, ['two'], []]);
});
