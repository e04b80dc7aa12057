import { Flow, type Parameter, type Step } from '@frazil/core';

// A step that is no join unless told.
function stepOf(name: string, next: Step['next'], isJoin = false): Step {
  return { name, line: 1, file: 'flow.py', doc: '', decorators: [], isJoin, arity: isJoin ? 2 : 1, next };
}

/** A parameter for tests. */
export function parameterOf(name: string, more: Partial<Parameter> = {}): Parameter {
  return { attribute: name, name, type: 'str', required: false, help: '', hasComputedDefault: false, line: 3, ...more };
}

/** A flow for tests: start, train, end. */
export function flowOfSteps(steps: readonly Step[] = LINEAR, parameters: readonly Parameter[] = []): Flow {
  const flow = { name: 'TestFlow', file: 'flow.py', doc: '', line: 1, decorators: [], python: '3.11.7' };
  return Flow.parse({ ...flow, steps: [...steps], parameters: [...parameters] });
}

const LINEAR: readonly Step[] = [
  stepOf('start', { kind: 'linear', target: 'train', line: 1 }),
  stepOf('train', { kind: 'linear', target: 'end', line: 1 }),
  stepOf('end', { kind: 'end' }),
];
