import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFlow } from './check-flow.ts';
import { flowErrors } from './errors.ts';
import type { Decorator, Flow, Parameter, Step, Transition } from './flow.ts';

const END: Transition = { kind: 'end' };
const to = (target: string): Transition => ({ kind: 'linear', target, line: 2 });
const split = (...targets: string[]): Transition => ({ kind: 'split', targets, line: 2 });
const gang = (target: string): Transition => ({ kind: 'gang', target, line: 2 });
const choose = (...targets: string[]): Transition => {
  const cases = targets.map((target) => ({ value: target, target }));
  return { kind: 'switch', condition: 'which', cases, line: 2 };
};
const PARALLEL: Decorator = { name: 'parallel', attributes: {}, line: 1 };
const CATCH: Decorator = { name: 'catch', attributes: { var: 'problem' }, line: 1 };
const foreach = (target: string): Transition => ({ kind: 'foreach', target, variable: 'items', line: 2 });

function step(name: string, next: Transition, changes: Partial<Step> = {}): Step {
  return { name, line: 1, file: 'flow.py', doc: '', decorators: [], isJoin: false, arity: 1, next, ...changes };
}

const join = (name: string, next: Transition): Step => step(name, next, { isJoin: true, arity: 2 });

function flow(steps: readonly Step[], changes: Partial<Flow> = {}): Flow {
  const empty = { name: 'F', file: 'flow.py', doc: '', line: 1, decorators: [], parameters: [], python: '3.11.7' };
  return { ...empty, steps: [...steps], ...changes };
}

const start = step('start', to('end'));
const end = step('end', END);

function parameter(name: string, changes: Partial<Parameter> = {}): Parameter {
  return { attribute: name, name, type: 'str', required: false, help: '', hasComputedDefault: false, line: 7, ...changes };
}

function decorated(name: string, attributes: Decorator['attributes'] = {}): Flow {
  return flow([step('start', to('end'), { decorators: [{ name, attributes, line: 9 }] }), end]);
}

const withParameters = (...parameters: Parameter[]) => flow([start, end], { parameters });

const GOOD: Readonly<Record<string, Flow>> = {
  linear: flow([end, start]),
  'a step that is @catch': decorated('catch', { var: 'problem', print_exception: false }),
  'other names for the ends': flow([step('first', to('last'), { isStart: true }), step('last', END, { isEnd: true })]),
  'a step called start that is not the first': flow([
    step('first', to('start'), { isStart: true }),
    step('start', to('end'), { isStart: false }),
    end,
  ]),
  'one step that is all': flow([step('only', END, { isStart: true, isEnd: true })]),
  split: flow([step('start', split('a', 'b')), step('a', to('j')), step('b', to('j')), join('j', to('end')), end]),
  'nested splits': flow([
    ...[step('start', split('a', 'b')), step('a', split('c', 'd')), step('c', to('j')), step('d', to('j')), join('j', to('k'))],
    ...[step('b', to('k')), join('k', to('end')), end],
  ]),
  foreach: flow([step('start', foreach('a')), step('a', foreach('b')), step('b', to('j')), join('j', to('k')), join('k', to('end')), end]),
  'a loop through a switch': flow([step('start', to('a')), step('a', choose('a', 'b')), step('b', choose('a', 'end')), end]),
  'a switch in a foreach': flow([
    ...[
      step('start', foreach('a')),
      step('a', choose('b', 'j')),
      step('b', to('c')),
      step('c', choose('b', 'j')),
      join('j', to('end')),
      end,
    ],
  ]),
  'a gang': flow([step('start', gang('n')), step('n', to('j'), { decorators: [PARALLEL] }), join('j', to('end')), end]),
  'a join that is the end': flow([step('start', foreach('a')), step('a', to('end')), join('end', END)]),
  'decorators that a run may ignore': flow(
    [step('start', to('end'), { decorators: [{ name: 'kubernetes', attributes: { cpu: 2 }, line: 1 }] }), end],
    { decorators: [{ name: 'schedule', attributes: { daily: true }, line: 1 }] },
  ),
  'attributes that are right': flow([
    step('start', to('end'), {
      decorators: [
        { name: 'retry', attributes: { times: 3, minutes_between_retries: 0.5 }, line: 1 },
        {
          name: 'pypi',
          attributes: { python: '3.10.*', packages: { pandas: '2.1.1' }, exclude_newer: '2023-10-15', disabled: null },
          line: 1,
        },
      ],
    }),
    end,
  ]),
};

test.each(Object.entries(GOOD))('%s is well formed', (_, good) => {
  expect(checkFlow(good)).toEqual([]);
});

const BAD: readonly (readonly [string, Flow])[] = [
  ['flow.no-start', flow([end])],
  ['flow.no-end', flow([step('start', { kind: 'missing' })])],
  ['flow.start-is-join', flow([join('start', to('end')), end])],
  ['flow.start-again', flow([step('start', to('a')), step('a', choose('start', 'end')), end])],
  ['flow.end-has-next', flow([start, step('end', to('start'))])],
  ['flow.wrong-arity', flow([step('start', to('end'), { arity: 3 }), end])],
  ['flow.missing-next', flow([step('start', { kind: 'missing' }), end])],
  ['flow.unreadable-next', flow([step('start', { kind: 'unreadable', reason: 'it is inside `if`', line: 4 }), end])],
  ['flow.unknown-target', flow([step('start', to('trian')), step('train', to('end')), end])],
  ['flow.repeated-target', flow([step('start', split('a', 'a')), step('a', to('end')), join('end', END)])],
  ['flow.unreachable-step', flow([start, step('lost', to('end')), end])],
  ['flow.cycle', flow([step('start', to('a')), step('a', to('b')), step('b', to('a')), end])],
  ['flow.missing-join', flow([step('start', split('a', 'b')), step('a', to('end')), step('b', to('end')), end])],
  ['flow.join-without-split', flow([step('start', to('j')), join('j', to('end')), end])],
  [
    'flow.mixed-join',
    flow([
      ...[step('start', split('a', 'b')), step('a', split('c', 'd')), step('c', to('j')), step('d', to('j')), step('b', to('j'))],
      ...[join('j', to('end')), end],
    ]),
  ],
  [
    'flow.partial-join',
    flow([step('start', split('a', 'b', 'c')), step('a', to('j')), step('b', to('j')), step('c', to('end')), join('j', to('end')), end]),
  ],
  ['flow.unclosed-split', flow([step('start', split('a', 'end')), step('a', to('b')), step('b', { kind: 'missing' }), end])],
  ['flow.unclosed-foreach', flow([step('start', foreach('a')), step('a', to('end')), end])],
  ['flow.gang-not-parallel', flow([step('start', gang('n')), step('n', to('j')), join('j', to('end')), end])],
  ['flow.parallel-without-gang', flow([step('start', to('n')), step('n', to('end'), { decorators: [PARALLEL] }), end])],
  [
    'flow.gang-not-joined',
    flow([step('start', gang('n')), step('n', to('m'), { decorators: [PARALLEL] }), step('m', to('j')), join('j', to('end')), end]),
  ],
  ['plan.endless-loop', flow([step('start', choose('a', 'end')), step('a', to('b')), step('b', choose('a', 'b')), end])],
  ['flow.reserved-name', flow([step('start', to('next')), step('next', to('end')), end])],
  ['flow.reserved-name', withParameters(parameter('input'))],
  ['flow.bad-default', withParameters(parameter('x', { type: 'int', default: 'many' }))],
  ['flow.bad-default', withParameters(parameter('x', { type: 'float', default: [1] }))],
  ['flow.bad-default', withParameters(parameter('x', { type: 'json', default: '{' }))],
  ['flow.bad-default', withParameters(parameter('x', { type: 'int', separator: ',', default: '1,two' }))],
  ['flow.bad-parameter-name', withParameters(parameter('two words', { attribute: 'x' }))],
  ['flow.parameter-clash', withParameters(parameter('max_workers'))],
  ['flow.parameter-clash', withParameters(parameter('x', { attribute: 'end' }))],
  ['flow.parameter-clash', withParameters(parameter('a-b', { attribute: 'x' }), parameter('a_b'))],
  ['flow.bad-attribute', decorated('conda', { channels: 'conda-forge' })],
  ['flow.catch-without-transition', flow([step('start', choose('a', 'end'), { decorators: [CATCH] }), step('a', to('end')), end])],
  [
    'flow.catch-without-transition',
    flow([step('start', foreach('a'), { decorators: [CATCH] }), step('a', to('j')), join('j', to('end')), end]),
  ],
  ['flow.misplaced-decorator', decorated('pypi_base')],
  ['flow.misplaced-decorator', flow([start, end], { decorators: [{ name: 'retry', attributes: {}, line: 1 }] })],
  ['flow.repeated-decorator', flow([start, end], { decorators: [1, 2].map((line) => ({ name: 'pypi_base', attributes: {}, line })) })],
  ['flow.unknown-attribute', decorated('retry', { time: 3 })],
  ['flow.incomplete-decorator', decorated('timeout')],
  [
    'flow.contradicting-attributes',
    flow([start, end], { decorators: [{ name: 'trigger', attributes: { event: 'a', events: ['b'] }, line: 1 }] }),
  ],
  ['flow.bad-attribute', decorated('pypi', { python: 3.1 })],
  ['flow.bad-attribute', decorated('pypi', { packages: { pandas: 2 } })],
  ['flow.bad-attribute', decorated('pypi', { exclude_newer: 'yesterday' })],
  ['flow.bad-attribute', decorated('timeout', { seconds: -1 })],
];

test.each(BAD)('%s', (code, bad) => {
  const found = checkFlow(bad).find((problem) => problem.code === code);
  expect(found).toMatchObject({ code, location: { file: 'flow.py', line: expect.any(Number) } });
});

test('every code has a flow that provokes it', () => {
  expect(Object.keys(flowErrors.entries).filter((code) => !BAD.some(([provoked]) => provoked === code))).toEqual([]);
});

test('a misspelled name gets a suggestion', () => {
  const [problem] = checkFlow(flow([step('start', to('trian')), step('train', to('end')), end]));
  expect(problem?.hint).toBe('Did you mean self.train?');
  expect(checkFlow(withParameters(parameter('end', { attribute: 'x' }), parameter('inputs')))).toEqual([]);
  expect(checkFlow(withParameters(parameter('x', { type: 'int', isMultiple: true, default: 2 })))[0]?.hint).toBe(
    'Write a list, each item a whole number.',
  );
  expect(checkFlow(decorated('retry', { minutes_between_retry: 1 }))[0]?.hint).toBe('Did you mean minutes_between_retries=?');
});

test('all problems come at once, in order of the file', () => {
  const steps = [step('start', to('nowhere'), { arity: 3, line: 5 }), step('end', END, { line: 8 })];
  const problems = checkFlow(flow(steps, { parameters: [parameter('next', { line: 3 })] }));
  expect(problems.map(({ code }) => code)).toEqual(['flow.unknown-target', 'flow.reserved-name', 'flow.wrong-arity']);
});

test('one mistake is one problem', () => {
  const steps = [step('start', split('a', 'b')), step('a', to('c')), step('b', to('c')), step('c', foreach('d')), step('d', to('j'))];
  const problems = checkFlow(flow([...steps, join('j', to('end')), end]));
  expect(problems.map(({ code }) => code)).toEqual(['flow.missing-join']);
});

test('a branch that says nothing readable is told itself, not missed at the join', () => {
  const steps = [step('start', split('a', 'b')), step('a', to('j')), step('b', { kind: 'missing' }), join('j', to('end')), end];
  expect(checkFlow(flow(steps)).map(({ code }) => code)).toEqual(['flow.missing-next']);
});

test('all problems of a flow with switches come at once, with the line of the switch', () => {
  const steps = [
    ...[step('start', choose('nowhere', 'a')), step('a', split('b', 'c')), step('b', choose('d', 'e')), step('c', to('j'))],
    ...[step('d', to('j')), step('e', to('end')), join('j', to('g')), step('g', gang('n')), step('n', to('end')), end],
  ];
  const problems = checkFlow(flow(steps)).map(({ code, location }) => [code, location?.line]);
  expect(problems).toContainEqual(['flow.unknown-target', 2]);
  expect(problems).toContainEqual(['flow.missing-join', 1]);
  expect(problems).toContainEqual(['flow.gang-not-parallel', 2]);
});

test('a flow of 10,000 steps is checked', () => {
  const names = ['start', ...Array.from({ length: 10_000 }, (_, number) => `s${number}`), 'end'];
  const steps = names.map((name, index) => step(name, index === names.length - 1 ? END : to(names[index + 1] ?? '')));
  expect(checkFlow(flow(steps))).toEqual([]);
});

const name = fc.constantFrom('start', 'end', 'a', 'b', 'c', 'd', '__proto__', 'constructor');
const transition: fc.Arbitrary<Transition> = fc.oneof(
  fc.constantFrom<Transition>({ kind: 'end' }, { kind: 'missing' }, { kind: 'unreadable', reason: 'x', line: 1 }),
  name.map(to),
  name.map(foreach),
  fc.array(name, { maxLength: 4 }).map((targets) => split(...targets)),
  fc.array(name, { minLength: 1, maxLength: 4 }).map((targets) => choose(...targets)),
  name.map(gang),
);
const decorator = fc.record({
  name: fc.oneof(fc.constantFrom('retry', 'pypi', 'pypi_base', 'timeout', 'conda', 'environment', '__proto__'), fc.string()),
  attributes: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
  line: fc.nat(),
});
const anyStep = fc
  .record({ name, next: transition, arity: fc.nat(3), decorators: fc.array(decorator, { maxLength: 2 }) })
  .map((made) => step(made.name, made.next, { arity: made.arity, isJoin: made.arity === 2 }));

test('no flow makes it throw, and every problem has a place', () => {
  const flows = fc.record({
    steps: fc.array(anyStep, { maxLength: 8 }),
    decorators: fc.array(decorator, { maxLength: 2 }),
    parameters: fc.array(
      fc.string().map((text) => parameter(text)),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(flows, ({ steps, decorators, parameters }) => {
      for (const problem of checkFlow(flow(steps, { decorators: decorators as Decorator[], parameters }))) {
        expect(problem.location?.line).toEqual(expect.any(Number));
      }
    }),
  );
});
