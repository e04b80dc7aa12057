import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { airflow } from '@frazil/engine-kit';
import { expect, test } from 'vitest';
import { runOnAirflow } from './testing/run-on-airflow.ts';
import { decorator, END, planOf, SHAPES, step, to } from './testing/shapes.ts';
import { type Answer, answerIn, nameIn, sideBySide } from './testing/side-by-side.ts';

const VERSIONS = ['2.11', '3.3'] as const;
const nested = (items: number) => ({ items, isNested: true });

/** What the steps of a shape answer, and the tasks that there have to be then. */
const RUNS: Readonly<Record<keyof typeof SHAPES, readonly [answers: Readonly<Record<string, Answer>>, tasks: string]>> = {
  linear: [{}, 'start:0 middle:0 end:0'],
  split: [{}, 'start:0 left:0 right:0 join:0 end:0'],
  foreach: [{ start: { items: 3 } }, 'start:0 work:0 work:1 work:2 join:0 end:0'],
  'nested-foreach': [
    { start: { items: 2 }, outer: nested(2), inner: nested(1) },
    `start:0 outer:0 outer:1 inner:0-0 inner:0-1 inner:1-0 inner:1-1 deep:0-0-0 deep:0-1-0 deep:1-0-0 deep:1-1-0
     gather_deep:0-0 gather_deep:0-1 gather_deep:1-0 gather_deep:1-1 gather:0 gather:1 join:0 end:0`,
  ],
  'foreach-in-foreach': [
    { start: { items: 2 }, outer: nested(2) },
    'start:0 outer:0 outer:1 inner:0-0 inner:0-1 inner:1-0 inner:1-1 gather:0 gather:1 join:0 end:0',
  ],
  'split-in-foreach': [{ start: { items: 2 } }, 'start:0 fork:0 fork:1 left:0 left:1 right:0 right:1 gather:0 gather:1 join:0 end:0'],
  'foreach-in-split': [{ many: { items: 2 } }, 'start:0 many:0 one:0 work:0 work:1 gather:0 join:0 end:0'],
  'join-splits-again': [{ between: { items: 1 } }, 'start:0 a:0 b:0 between:0 work:0 again:0 c:0 d:0 end:0'],
  switch: [{ start: { cases: ['slow'] } }, 'start:0 slow:0 check:0 end:0'],
  'empty-case': [{ start: { cases: ['after'] } }, 'start:0 after:0 end:0'],
  'nested-switch': [{ start: { cases: ['b'] }, b: { cases: ['end'] } }, 'start:0 b:0 end:0'],
  'step-of-two-cases': [{ start: { cases: ['b'] } }, 'start:0 b:0 c--2:0 e:0 end:0'],
  'switch-in-split': [{ look: { cases: ['repair'] } }, 'start:0 look:0 repair:0 other:0 join:0 end:0'],
  'foreach-in-case': [{ start: { cases: ['one'] } }, 'start:0 one:0 after:0 end:0'],
  'switch-in-foreach': [
    { start: { items: 3 }, look: { cases: ['repair', 'gather'] } },
    'start:0 look:0 look:1 look:2 repair:0 repair:2 gather:0 gather:1 gather:2 join:0 end:0',
  ],
  'switch-ends-foreach': [{ start: { items: 2 }, look: { cases: ['join'] } }, 'start:0 look:0 look:1 join:0 end:0'],
  'everything-in-foreach': [
    { start: { items: 2 }, look: { cases: ['many', 'few'] }, many: nested(2), work: { cases: ['redo', 'keep'] } },
    `start:0 look:0 look:1 many:0 work:0-0 work:0-1 redo:0-0 keep:0-1 sum:0
     few:1 one:1 two:1 both:1 merge:0 merge:1 join:0 end:0`,
  ],
  'gang-in-foreach': [{ start: { items: 1 }, each: nested(2) }, 'start:0 each:0 train:0-0 train:0-1 gather:0 join:0 end:0'],
  gang: [{ start: { items: 2 } }, 'start:0 train:0 train:1 join:0 end:0'],
};

/** Every shape as a branch of one flow: starting Airflow takes longer than running a shape. */
const ALL = sideBySide(SHAPES);

test.concurrent.each(VERSIONS)('Airflow %s runs every shape', { timeout: 600_000 }, async (version) => {
  const answers = Object.entries(RUNS).flatMap(([shape, [said]]) =>
    Object.entries(said).map(([name, answer]) => [nameIn(shape, name), answerIn(shape, answer)] as const),
  );
  const tasks = Object.entries(RUNS).flatMap(([shape, [, expected]]) => expected.split(/\s+/).map((task) => nameIn(shape, task)));
  const run = await runOnAirflow(await airflow(version), { plan: planOf(ALL), answers: Object.fromEntries(answers) });
  expect(run.exitCode, run.log).toBe(0);
  expect(run.told.map(({ step: name, path }) => `${name}:${path}`).sort()).toEqual(['start:0', 'all:0', 'end:0', ...tasks].sort());
});

test.each(VERSIONS)('Airflow %s imports every golden file', { timeout: 120_000 }, async (version) => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-golden-'));
  try {
    const files = globSync(join(import.meta.dirname, 'golden/*.py'));
    for (const file of files) {
      const text = await readFile(file, 'utf8');
      await writeFile(join(folder, basename(file)), text.replace(/dag_id="[^"]*"/, `dag_id="${basename(file, '.py')}"`));
    }
    const { dags, problems } = await (await airflow(version)).checkDags(folder);
    expect(problems).toEqual([]);
    expect(dags.map(({ id }) => id).sort()).toEqual(files.map((file) => basename(file, '.py')).sort());
  } finally {
    await rm(folder, { recursive: true });
  }
});

const RETRIED = [decorator('retry', { times: 2, minutes_between_retries: 0 })];
const ENDINGS = [
  ['fails once is tried again', { exits: [1] }, ['0', '1'], 0],
  ['is broken is not tried again', { exits: [70, 70] }, ['0'], 1],
  ['has no environment fails at once', { hydrate: 70 }, [], 1],
] as const;
const TRIES = VERSIONS.flatMap((version) => ENDINGS.map((ending) => [version, ...ending] as const));

test.concurrent.each(TRIES)('Airflow %s: a step that %s', { timeout: 300_000 }, async (version, _, answer, attempts, exitCode) => {
  const steps = [step('start', to('end'), RETRIED), step('end', END())];
  const run = await runOnAirflow(await airflow(version), { plan: planOf(steps), answers: { start: answer } });
  expect(run.exitCode, run.log).toBe(exitCode);
  expect(run.told.filter((task) => task.step === 'start').map(({ attempt }) => attempt)).toEqual(attempts);
  expect(run.pods.filter(({ spec }) => spec.containers[0]?.name === 'base')).toHaveLength(exitCode === 0 ? 3 : 1);
});
