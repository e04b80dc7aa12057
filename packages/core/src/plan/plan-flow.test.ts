import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import type { Decorator, Step, Transition } from '../flow/flow.ts';
import { planFlow } from './plan-flow.ts';
import { END, flow, foreach, join, NOTHING, type Shape, shapeOf, split, step, to } from './testing/shapes.ts';

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
