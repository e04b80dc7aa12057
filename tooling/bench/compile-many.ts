import { type Flow, planFlow, type Step, type Transition } from '@frazil/core';
import { TARGETS } from '../support-matrix/targets.ts';

// Compiles a flow that is read already, from its model to the document, again and again: TARGET STEPS TIMES.
const [name, steps, times] = process.argv.slice(2);
const target = TARGETS.find((each) => each.name === name);
const flow = flowOf(Number(steps));
for (let time = 0; time < Number(times); time += 1) target?.compile(planFlow(flow, { environments: new Map() }));

function flowOf(count: number): Flow {
  const names = ['start', ...Array.from({ length: count - 2 }, (_, number) => `s${number}`), 'end'];
  const all = names.map((step, index) => stepOf(step, index, names[index + 1]));
  return { name: 'BigFlow', file: 'big.py', doc: '', line: 1, decorators: [], parameters: [], steps: all, python: '3.11.7' };
}

function stepOf(name: string, index: number, target: string | undefined): Step {
  const next: Transition = target === undefined ? { kind: 'end' } : { kind: 'linear', target, line: index };
  return { name, file: 'big.py', doc: '', line: index, decorators: [], isJoin: false, arity: 1, next };
}
