import { expect, test } from 'vitest';
import type { Transition } from '../flow/flow.ts';
import { planFlow } from './plan-flow.ts';
import { END, flow, foreach, join, NOTHING, shapeOf, step, to } from './testing/shapes.ts';

const choose = (...targets: string[]): Transition => ({
  kind: 'switch',
  condition: 'which',
  cases: targets.map((target) => ({ value: target, target })),
  line: 2,
});

test.each([
  ['cases meet again', 'start: a b, a: end, b: c, c: end', ['start', { a: ['a'], b: ['b', 'c'] }, 'end']],
  ['a case may be empty', 'start: a m, a: m, m: end', ['start', { a: ['a'], m: [] }, 'm', 'end']],
  ['cases may end the flow', 'start: a end, a: end', ['start', { a: ['a'], end: [] }, 'end']],
  [
    'a step of two cases has two places',
    'start: a b, a: c d, b: c, c: e, d: e, e: end',
    ['start', { a: ['a', { c: ['c'], d: ['d'] }], b: ['b', 'c--2'] }, 'e', 'end'],
  ],
  ['a step goes back to itself', 'start: w, w: w end', ['start', { head: 'w', loop: ['w', { w: [{ repeat: 'w' }], end: [] }] }, 'end']],
  [
    'a loop with the choice at its head',
    'start: h, h: w end, w: h',
    ['start', { head: 'h', loop: ['h', { w: ['w', { repeat: 'h' }], end: [] }] }, 'end'],
  ],
  [
    'a loop that is left in its middle as well',
    'start: a, a: b, b: c d, c: a d, d: end',
    ['start', { head: 'a', loop: ['a', 'b', { c: ['c', { a: [{ repeat: 'a' }], d: [] }], d: [] }] }, 'd', 'end'],
  ],
  [
    'a loop in a loop',
    'start: o, o: i, i: i x, x: o end',
    [
      'start',
      { head: 'o', loop: ['o', { head: 'i', loop: ['i', { i: [{ repeat: 'i' }], x: [] }] }, 'x', { o: [{ repeat: 'o' }], end: [] }] },
      'end',
    ],
  ],
  [
    'both loops are gone back to from one step',
    'start: o, o: i, i: i o end',
    ['start', { head: 'o', loop: ['o', { head: 'i', loop: ['i', { i: [{ repeat: 'i' }], o: [{ repeat: 'o' }], end: [] }] }] }, 'end'],
  ],
])('%s: %s', (_, text, shape) => {
  const steps = text.split(', ').map((line) => {
    const [name = '', ...targets] = line.split(/:? /);
    return step(name, targets.length > 1 ? choose(...targets) : to(targets[0] ?? ''));
  });
  expect(shapeOf(planFlow(flow(...steps, step('end', END)), NOTHING).block)).toEqual(shape);
});

test('a switch in a foreach, whose cases meet at its join, and a gang', () => {
  const steps = [step('start', foreach('a')), step('a', choose('b', 'c')), step('b', to('j')), step('c', to('j')), join('j', to('g'))];
  const gang: Transition = { kind: 'gang', target: 'n', line: 2 };
  const plan = planFlow(flow(...steps, step('g', gang), step('n', to('k')), join('k', to('end')), step('end', END)), NOTHING);
  const body = ['a', { b: ['b'], c: ['c'] }];
  expect(shapeOf(plan.block)).toEqual(['start', { body, join: 'j' }, 'g', { gang: ['n'], join: 'k' }, 'end']);
});

test('a foreach in a loop', () => {
  const steps = [step('start', to('h')), step('h', foreach('b')), step('b', to('j')), join('j', choose('h', 'end')), step('end', END)];
  const body = ['h', { body: ['b'], join: 'j' }, { h: [{ repeat: 'h' }], end: [] }];
  expect(shapeOf(planFlow(flow(...steps), NOTHING).block)).toEqual(['start', { head: 'h', loop: body }, 'end']);
});

test.each([
  ['plan.endless-loop', [step('start', to('a')), step('a', choose('a', 'b')), step('b', to('a')), step('end', END)]],
  [
    'plan.loop-across-split',
    [step('start', to('h')), step('h', foreach('b')), step('b', choose('h', 'j')), join('j', to('end')), step('end', END)],
  ],
])('%s', (code, steps) => {
  expect(() => planFlow(flow(...steps), NOTHING)).toThrow(expect.objectContaining({ code }));
});

test('switches that cross without end are refused', () => {
  const rungs = Array.from({ length: 12 }, (_, n) => [
    step(`a${n}`, choose(`a${n + 1}`, `b${n + 1}`)),
    step(`b${n}`, choose(`b${n + 1}`, `a${n + 1}`)),
  ]);
  const steps = [step('start', choose('a0', 'b0')), ...rungs.flat(), step('a12', to('end')), step('b12', to('end')), step('end', END)];
  expect(() => planFlow(flow(...steps), NOTHING)).toThrow(expect.objectContaining({ code: 'plan.too-tangled' }));
});
