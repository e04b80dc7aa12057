import { airflow } from '@frazil/engine-kit';
import { expect, test } from 'vitest';
import { runOnAirflow } from './testing/run-on-airflow.ts';
import { planOf, SHAPES } from './testing/shapes.ts';

const VERSIONS = ['2.11', '3.3'] as const;
const nested = (items: number) => ({ items, isNested: true });

/** What the steps of a shape answer, and the tasks that there have to be then. */
const RUNS: Readonly<Record<keyof typeof SHAPES, readonly [answers: Readonly<Record<string, unknown>>, tasks: string]>> = {
  linear: [{}, 'start:0 middle:0 end:0'],
  split: [{}, 'start:0 left:0 right:0 join:0 end:0'],
  foreach: [{ start: { items: 3 } }, 'start:0 work:0 work:1 work:2 join:0 end:0'],
  'nested-foreach': [
    { start: { items: 2 }, outer: nested(2), inner: nested(1) },
    `start:0 outer:0 outer:1 inner:0-0 inner:0-1 inner:1-0 inner:1-1 deep:0-0-0 deep:0-1-0 deep:1-0-0 deep:1-1-0
     gather_deep:0-0 gather_deep:0-1 gather_deep:1-0 gather_deep:1-1 gather:0 gather:1 join:0 end:0`,
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
  gang: [{ start: { items: 2 } }, 'start:0 train:0 train:1 join:0 end:0'],
};

const CASES = VERSIONS.flatMap((version) =>
  Object.entries(RUNS).map(([shape, [answers, tasks]]) => [version, shape, answers, tasks] as const),
);

test.each(CASES)('Airflow %s runs the shape %s', { timeout: 300_000 }, async (version, shape, answers, tasks) => {
  const steps = Object.entries(SHAPES).find(([name]) => name === shape)?.[1] ?? [];
  const run = await runOnAirflow(await airflow(version), { plan: planOf(steps), answers });
  expect(run.exitCode, run.log).toBe(0);
  expect(run.told.map(({ step, path }) => `${step}:${path}`).sort()).toEqual(tasks.split(/\s+/).sort());
});
