import { type Decorator, type Flow, type Plan, planFlow, type Step, type Transition } from '@frazil/core';

/** Flows of every shape, by name. What a flow does at run time is up to the names of its steps: nothing here is run. */
export const SHAPES = {
  linear: [step('start', to('middle')), step('middle', to('end')), step('end', END())],
  split: [
    step('start', split('left', 'right')),
    step('left', to('join')),
    step('right', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  foreach: [step('start', foreach('work')), step('work', to('join')), join('join', to('end')), step('end', END())],
  'nested-foreach': [
    step('start', foreach('outer')),
    step('outer', foreach('inner')),
    step('inner', foreach('deep')),
    step('deep', to('gather_deep')),
    join('gather_deep', to('gather')),
    join('gather', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'foreach-in-foreach': [
    step('start', foreach('outer')),
    step('outer', foreach('inner')),
    step('inner', to('gather')),
    join('gather', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'split-in-foreach': [
    step('start', foreach('fork')),
    step('fork', split('left', 'right')),
    step('left', to('gather')),
    step('right', to('gather')),
    join('gather', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'foreach-in-split': [
    step('start', split('many', 'one')),
    step('many', foreach('work')),
    step('work', to('gather')),
    join('gather', to('join')),
    step('one', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'join-splits-again': [
    step('start', split('a', 'b')),
    step('a', to('between')),
    step('b', to('between')),
    join('between', foreach('work')),
    step('work', to('again')),
    join('again', split('c', 'd')),
    step('c', to('end')),
    step('d', to('end')),
    join('end', END()),
  ],
  switch: [
    step('start', choose('fast', 'slow')),
    step('fast', to('end')),
    step('slow', to('check')),
    step('check', to('end')),
    step('end', END()),
  ],
  'empty-case': [step('start', choose('repair', 'after')), step('repair', to('after')), step('after', to('end')), step('end', END())],
  'nested-switch': [
    step('start', choose('a', 'b')),
    step('a', choose('c', 'd')),
    step('c', to('end')),
    step('d', to('end')),
    step('b', choose('e', 'end')),
    step('e', to('end')),
    step('end', END()),
  ],
  'step-of-two-cases': [
    step('start', choose('a', 'b')),
    step('a', choose('c', 'd')),
    step('b', to('c')),
    step('c', to('e')),
    step('d', to('e')),
    step('e', to('end')),
    step('end', END()),
  ],
  'switch-in-split': [
    step('start', split('look', 'other')),
    step('look', choose('repair', 'join')),
    step('repair', to('join')),
    step('other', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'foreach-in-case': [
    step('start', choose('many', 'one')),
    step('many', foreach('work')),
    step('work', to('gather')),
    join('gather', to('after')),
    step('one', to('after')),
    step('after', to('end')),
    step('end', END()),
  ],
  'switch-in-foreach': [
    step('start', foreach('look')),
    step('look', choose('repair', 'polish', 'gather')),
    step('repair', to('gather')),
    step('polish', to('gather')),
    step('gather', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'switch-ends-foreach': [
    step('start', foreach('look')),
    step('look', choose('repair', 'join')),
    step('repair', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'everything-in-foreach': [
    step('start', foreach('look')),
    step('look', choose('many', 'few')),
    step('many', foreach('work')),
    step('work', choose('redo', 'keep')),
    step('redo', to('sum')),
    step('keep', to('sum')),
    join('sum', to('merge')),
    step('few', split('one', 'two')),
    step('one', to('both')),
    step('two', to('both')),
    join('both', to('merge')),
    step('merge', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  'gang-in-foreach': [
    step('start', foreach('each')),
    step('each', gang('train')),
    step('train', to('gather')),
    join('gather', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
  gang: [step('start', gang('train')), step('train', to('join')), join('join', to('end')), step('end', END())],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

/** The plan of steps. */
export function planOf(steps: readonly Step[], flow: Partial<Flow> = {}): Plan {
  const whole = { name: 'Shapes', file: 'shapes.py', doc: '', line: 1, decorators: [], parameters: [], python: '3.11.7', ...flow };
  return planFlow({ ...whole, steps: [...steps] }, { environments: new Map() });
}

export function decorator(name: string, attributes: Decorator['attributes'] = {}): Decorator {
  return { name, attributes, line: 9 };
}

export function step(name: string, next: Transition, decorators: Decorator[] = []): Step {
  return { name, line: 10, file: 'shapes.py', doc: '', decorators, isJoin: false, arity: 1, next };
}

export function join(name: string, next: Transition): Step {
  return { ...step(name, next), isJoin: true, arity: 2 };
}

export function to(target: string): Transition {
  return { kind: 'linear', target, line: 11 };
}

export function split(...targets: string[]): Transition {
  return { kind: 'split', targets, line: 11 };
}

export function foreach(target: string): Transition {
  return { kind: 'foreach', target, variable: 'items', line: 11 };
}

function gang(target: string): Transition {
  return { kind: 'gang', target, line: 11 };
}

function choose(...targets: string[]): Transition {
  return { kind: 'switch', condition: 'choice', cases: targets.map((target) => ({ value: target, target })), line: 11 };
}

export function END(): Transition {
  return { kind: 'end' };
}

/** Shapes that Airflow can't run. */
export const LOOPS = {
  loop: [step('start', to('train')), step('train', to('score')), step('score', choose('train', 'end')), step('end', END())],
  'loop-in-foreach': [
    step('start', foreach('train')),
    step('train', choose('train', 'report')),
    step('report', to('join')),
    join('join', to('end')),
    step('end', END()),
  ],
} as const satisfies Readonly<Record<string, readonly Step[]>>;
