import type { Step } from '@frazil/core';
import { expect, test } from 'vitest';
import { htmlText } from '../html/html.ts';
import { FULL_CARD, linear } from '../testing/sample-cards.ts';
import { drawGraph } from './draw-graph.ts';
import { graphOf } from './graph.ts';
import { layOut } from './layout.ts';

const full = graphOf(FULL_CARD.flow ?? { steps: [] });

test('says what is special about a step', () => {
  expect(full.map(({ name, note, isRepeated }) => [name, note, isRepeated])).toEqual([
    ['start', 'split', false],
    ['load', 'foreach folds', false],
    ['train', '', true],
    ['evaluate', '', true],
    ['best', 'join', false],
    ['fetch_references_from_the_warehouse', '', false],
    ['merge', 'join', false],
    ['end', '', false],
  ]);
});

test('places steps in columns, and long arrows around them', () => {
  const { places, arrows } = layOut(full);
  expect(Object.fromEntries(places)).toEqual({
    start: { column: 0, row: 0 },
    load: { column: 1, row: -0.5 },
    fetch_references_from_the_warehouse: { column: 1, row: 0.5 },
    train: { column: 2, row: -0.5 },
    evaluate: { column: 3, row: -0.5 },
    best: { column: 4, row: -0.5 },
    merge: { column: 5, row: 0 },
    end: { column: 6, row: 0 },
  });
  expect(arrows.find(({ from }) => from.startsWith('fetch'))?.places.map(({ row }) => row)).toEqual([0.5, 0.5, 0.5, 0.5, 0]);
});

test('a circle, a missing target and a step alone are drawn as far as they go', () => {
  const steps: Step[] = [linear('a', 'b'), linear('b', 'a'), linear('c', 'nowhere')];
  expect(graphOf({ steps }).map(({ name, next }) => [name, next])).toEqual([
    ['c', []],
    ['a', ['b']],
    ['b', []],
  ]);
});

test('switches, loops and gangs are told in the notes; what leads back is no arrow', () => {
  const cases = ['work', 'fan'].map((target) => ({ value: `'${target}'`, target }));
  const steps: Step[] = [
    linear('start', 'work'),
    { ...linear('work', ''), next: { kind: 'switch', condition: 'state', cases, line: 1 } },
    { ...linear('fan', ''), next: { kind: 'gang', target: 'train', line: 1 } },
    linear('train', 'join'),
    {
      ...linear('join', ''),
      isJoin: true,
      next: { kind: 'switch', condition: 'state', cases: [...cases, { value: '1', target: 'end' }], line: 1 },
    },
    { ...linear('end', ''), next: { kind: 'end' } },
  ];
  expect(graphOf({ steps }).map(({ name, next, note, isRepeated }) => [name, next, note, isRepeated])).toEqual([
    ['start', ['work'], '', false],
    ['work', ['fan'], 'switch state, back to work', false],
    ['fan', ['train'], 'gang', false],
    ['train', ['join'], '', true],
    ['join', ['end'], 'join, switch state, back to work, fan', false],
    ['end', [], '', false],
  ]);
});

test('a picture of two steps', async () => {
  const steps: Step[] = [linear('start', 'end'), { ...linear('end', ''), next: { kind: 'end' } }];
  await expect(htmlText(drawGraph(graphOf({ steps }), 'start'))).toMatchFileSnapshot('golden/two-steps.html');
});

test('a thousand steps in a row and side by side take no time', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
  const row = names.map((name, index) => linear(name, names[index + 1] ?? ''));
  const fan: Step[] = [
    { ...linear('start', ''), next: { kind: 'split', targets: names, line: 1 } },
    ...names.map((name) => linear(name, 'join')),
    linear('join', ''),
  ];
  const started = performance.now();
  expect(layOut(graphOf({ steps: row })).arrows).toHaveLength(999);
  expect(layOut(graphOf({ steps: fan })).arrows).toHaveLength(2_000);
  expect(performance.now() - started).toBeLessThan(2_000);
});
