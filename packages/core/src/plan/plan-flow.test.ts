import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import type { Decorator, Flow, Step, Transition } from '../flow/flow.ts';
import type { Block } from './plan.ts';
import { planFlow } from './plan-flow.ts';

const NOTHING = { environments: new Map() };

function step(name: string, next: Transition, changes: Partial<Step> = {}): Step {
  return { name, line: 1, file: 'flow.py', doc: '', decorators: [], isJoin: false, arity: 1, next, ...changes };
}

function flow(...steps: readonly Step[]): Flow {
  return { name: 'F', file: 'flow.py', doc: '', line: 1, decorators: [], parameters: [], steps: [...steps], python: '3.11.7' };
}

const END: Transition = { kind: 'end' };
const to = (target: string): Transition => ({ kind: 'linear', target, line: 2 });
const split = (...targets: string[]): Transition => ({ kind: 'split', targets, line: 2 });
const foreach = (target: string): Transition => ({ kind: 'foreach', target, variable: 'items', line: 2 });
const join = (name: string, next: Transition): Step => step(name, next, { isJoin: true, arity: 2 });

/** A tree of names: what a plan is compared with. */
type Shape = readonly (
  | string
  | { readonly branches: readonly Shape[]; readonly join: string }
  | { readonly body: Shape; readonly join: string }
  | { readonly gang: Shape; readonly join: string }
  | { readonly [target: string]: Shape }
  | { readonly head: string; readonly loop: Shape }
  | { readonly repeat: string }
)[];

function shapeOf(block: Block): Shape {
  return block.map((node) => {
    switch (node.kind) {
      case 'task':
        return node.id;
      case 'parallel':
        return { branches: node.branches.map(shapeOf), join: node.join.id };
      case 'foreach':
        return { body: shapeOf(node.body), join: node.join.id };
      case 'gang':
        return { gang: shapeOf(node.body), join: node.join.id };
      case 'switch':
        return Object.fromEntries(node.cases.map(({ target, block }) => [target, shapeOf(block)]));
      case 'loop':
        return { head: node.head, loop: shapeOf(node.body) };
      case 'repeat':
        return { repeat: node.head };
    }
  });
}

test('a linear flow is a list of tasks', () => {
  const plan = planFlow(flow(step('end', END), step('start', to('a')), step('a', to('end'))), NOTHING);
  expect(shapeOf(plan.block)).toEqual(['start', 'a', 'end']);
});

test('a split and a foreach are closed by their joins', () => {
  const steps = [step('start', split('a', 'b')), step('a', foreach('c')), step('c', to('d')), step('d', to('e')), join('e', to('f'))];
  const plan = planFlow(flow(...steps, step('b', to('f')), join('f', to('end')), step('end', END)), NOTHING);
  expect(shapeOf(plan.block)).toEqual(['start', { branches: [['a', { body: ['c', 'd'], join: 'e' }], ['b']], join: 'f' }, 'end']);
});

test('a join may split again', () => {
  const steps = [step('start', split('a', 'b')), step('a', to('j')), step('b', to('j')), join('j', foreach('c')), step('c', to('end'))];
  const plan = planFlow(flow(...steps, join('end', END)), NOTHING);
  expect(shapeOf(plan.block)).toEqual(['start', { branches: [['a'], ['b']], join: 'j' }, { body: ['c'], join: 'end' }]);
});

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

test('a flow of 10,000 steps in a row is planned', () => {
  const names = ['start', ...Array.from({ length: 10_000 }, (_, number) => `s${number}`), 'end'];
  const steps = names.map((name, index) => step(name, index === names.length - 1 ? END : to(names[index + 1] ?? '')));
  expect(planFlow(flow(...steps), NOTHING).block).toHaveLength(10_002);
});

const decorator = (name: string, attributes: Decorator['attributes'] = {}): Decorator => ({ name, attributes, line: 9 });

test.each([
  [[], { times: 0, minutesBetweenRetries: 0 }, undefined],
  [[decorator('retry')], { times: 3, minutesBetweenRetries: 2 }, undefined],
  [[decorator('retry', { times: 1, minutes_between_retries: 0.5 })], { times: 1, minutesBetweenRetries: 0.5 }, undefined],
  [[decorator('timeout', { seconds: 5, minutes: 2, hours: 1 })], { times: 0, minutesBetweenRetries: 0 }, 3725],
  [[decorator('timeout')], { times: 0, minutesBetweenRetries: 0 }, undefined],
])('%j gives the retries %j and the timeout %s', (decorators, retry, timeout) => {
  const [node] = planFlow(flow(step('start', to('end'), { decorators }), step('end', END)), NOTHING).block;
  expect(node).toMatchObject({ kind: 'task', retry, timeout });
});

test('steps get their environments, those without one none', () => {
  const id = digestOf('environment');
  const plan = planFlow(flow(step('start', to('end')), step('end', END)), { environments: new Map([['end', id]]) });
  expect(plan.block.map((node) => node.kind === 'task' && node.environment)).toEqual([undefined, id]);
});

test.each<readonly [code: string, line: number | undefined, steps: readonly Step[]]>([
  ['plan.step-missing', undefined, []],
  ['plan.step-missing', undefined, [step('start', to('constructor'))]],
  ['plan.transition-missing', 1, [step('start', { kind: 'missing' })]],
  ['plan.transition-missing', 3, [step('start', { kind: 'unreadable', reason: 'it is computed', line: 3 })]],
  ['plan.step-reached-twice', 2, [step('start', to('a')), step('a', to('start'))]],
  [
    'plan.step-reached-twice',
    2,
    [step('start', split('a', 'b')), step('a', to('c')), step('b', to('c')), step('c', to('j')), join('j', END)],
  ],
  ['plan.step-unreachable', 2, [step('start', to('end')), step('end', END), step('lost', to('end'))]],
  ['plan.branch-empty', 2, [step('start', foreach('j')), join('j', END)]],
  ['plan.branch-empty', 2, [step('start', split('a', 'j')), step('a', to('j')), join('j', END)]],
  ['plan.join-without-split', 1, [step('start', to('end')), join('end', END)]],
  ['plan.join-without-split', 1, [join('start', END)]],
  ['plan.split-without-join', 2, [step('start', foreach('a')), step('a', END)]],
  ['plan.joins-differ', 2, [step('start', split('a', 'b')), step('a', to('j')), step('b', to('k')), join('j', END), join('k', END)]],
  ['plan.decorator-invalid', 9, [step('start', END, { decorators: [decorator('retry', { times: 1.5 })] })]],
  ['plan.decorator-invalid', 9, [step('start', END, { decorators: [decorator('timeout', { seconds: 'long' })] })]],
])('%s at line %s', (code, line, steps) => {
  expect(() => planFlow(flow(...steps), NOTHING)).toThrow(expect.objectContaining({ code }));
  try {
    planFlow(flow(...steps), NOTHING);
  } catch (error) {
    expect(error).toMatchObject({ location: { file: 'flow.py', ...(line && { line }) } });
  }
});

const { shape } = fc.letrec<{ shape: Tree; node: Tree[number] }>((tie) => ({
  shape: fc.array(tie('node'), { maxLength: 3, depthIdentifier: 'block' }),
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    fc.constant('task' as const),
    fc.record({ branches: fc.array(tie('shape'), { minLength: 2, maxLength: 3, depthIdentifier: 'block' }) }),
    fc.record({ body: tie('shape') }),
  ),
}));

/** A well-formed flow without names; every block begins with a task of its own. */
type Tree = readonly ('task' | { readonly branches: readonly Tree[] } | { readonly body: Tree })[];

interface Named {
  readonly shape: Shape;
  readonly steps: readonly Step[];
}

/** Gives every task a name and every step its transition: the flow of a tree, and the shape its plan must have. */
function flatten(tree: Tree, last: Transition, names: Iterator<string, string>): Named {
  const own = names.next().value;
  const shape: Shape[number][] = [own];
  const steps: Step[] = [];
  let current = { name: own, isJoin: false };
  const close = (next: Transition): void => {
    steps.push(current.isJoin ? join(current.name, next) : step(current.name, next));
  };
  for (const node of tree) {
    const name = names.next().value;
    if (node === 'task') {
      close(to(name));
      shape.push(name);
      current = { name, isJoin: false };
      continue;
    }
    const branches = ('body' in node ? [node.body] : node.branches).map((branch) => flatten(branch, to(name), names));
    const firsts = branches.map((branch) => String(branch.shape[0]));
    close('body' in node ? foreach(firsts[0] ?? '') : split(...firsts));
    steps.push(...branches.flatMap((branch) => branch.steps));
    const shapes = branches.map((branch) => branch.shape);
    shape.push('body' in node ? { body: shapes[0] ?? [], join: name } : { branches: shapes, join: name });
    current = { name, isJoin: true };
  }
  close(last);
  return { shape, steps };
}

function* freshNames(): Generator<string, string> {
  yield 'start';
  for (let number = 1; ; number += 1) yield `s${number}`;
}

test('every well-formed tree, flattened to a flow, is planned as it was', () => {
  fc.assert(
    fc.property(shape, fc.nat(), (tree, seed) => {
      const { shape: expected, steps } = flatten(tree, END, freshNames());
      const shuffled = [...steps.slice(seed % steps.length), ...steps.slice(0, seed % steps.length)];
      expect(shapeOf(planFlow(flow(...shuffled), NOTHING).block)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
