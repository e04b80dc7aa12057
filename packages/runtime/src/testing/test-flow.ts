import type { Decorator, Flow, Step, Transition } from '@frazil/core';

/** A step of a test's flow: the lines of its body in Python, but for `self.next`, and where it goes. */
export interface TestStep {
  readonly body?: string;
  readonly next?:
    | string
    | readonly string[]
    | { readonly foreach: string; readonly to: string }
    | TestSwitch
    | { readonly gang: string; readonly of: number };
  readonly isJoin?: boolean;
  readonly decorators?: Readonly<Record<string, Decorator['attributes']>>;
}

/** Goes to one of several, by the value of an artifact. */
interface TestSwitch {
  readonly condition: string;
  readonly cases: Readonly<Record<string, string>>;
}

/** A flow as the front end would read it, and its file. */
export function testFlow(steps: Readonly<Record<string, TestStep>>): { readonly flow: Flow; readonly source: string } {
  const entries = Object.entries(steps);
  const flow = {
    name: 'TestFlow',
    file: 'flow.py',
    doc: '',
    line: 1,
    decorators: [],
    parameters: [],
    steps: entries.map(([name, step]) => readStep(name, step)),
    python: '3.11.7',
  };
  const source = [
    'import os, sys, time',
    'from frazil import FlowSpec, Parameter, card, catch, current, parallel, step',
    'class TestFlow(FlowSpec):',
  ];
  return { flow, source: [...source, ...entries.flatMap(([name, step]) => writeStep(name, step))].join('\n') };
}

function readStep(name: string, step: TestStep): Step {
  const decorators = Object.entries(step.decorators ?? {}).map(([each, attributes]) => ({ name: each, attributes, line: 1 }));
  const isJoin = step.isJoin ?? false;
  return { name, line: 1, file: 'flow.py', doc: '', decorators, isJoin, arity: isJoin ? 2 : 1, next: transition(step.next) };
}

function transition(next: TestStep['next']): Transition {
  if (next === undefined) return { kind: 'end' };
  if (typeof next === 'string') return { kind: 'linear', target: next, line: 1 };
  if ('foreach' in next) return { kind: 'foreach', target: next.to, variable: next.foreach, line: 1 };
  if ('gang' in next) return { kind: 'gang', target: next.gang, line: 1 };
  if ('cases' in next) {
    const cases = Object.entries(next.cases).map(([value, target]) => ({ value, target }));
    return { kind: 'switch', condition: next.condition, cases, line: 7 };
  }
  return { kind: 'split', targets: [...next], line: 1 };
}

function writeStep(name: string, { body = 'pass', next, isJoin, decorators = {} }: TestStep): string[] {
  const marks = ['card', 'catch', 'parallel']
    .filter((mark) => mark in decorators)
    .map((mark) => `  @${mark}${writeAttributes(decorators[mark])}`);
  const lines = body.split('\n').map((line) => `    ${line}`);
  return [...marks, '  @step', `  def ${name}(self${isJoin ? ', inputs' : ''}):`, ...lines, ...writeNext(next)];
}

/** Attributes that are texts. */
function writeAttributes(attributes: Decorator['attributes'] = {}): string {
  return `(${Object.entries(attributes)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')})`;
}

function writeNext(next: TestStep['next']): string[] {
  if (next === undefined) return [];
  if (typeof next === 'string') return [`    self.next(self.${next})`];
  if ('foreach' in next) return [`    self.next(self.${next.to}, foreach='${next.foreach}')`];
  if ('gang' in next) return [`    self.next(self.${next.gang}, num_parallel=${next.of})`];
  if ('cases' in next) {
    const cases = Object.entries(next.cases).map(([value, target]) => `'${value}': self.${target}`);
    return [`    self.next({${cases.join(', ')}}, condition='${next.condition}')`];
  }
  return [`    self.next(${next.map((target) => `self.${target}`).join(', ')})`];
}
