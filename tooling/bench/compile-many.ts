import { compileArgo } from '@frazil/compiler-argo-workflows';
import { type DeployTarget, digestOf, type Flow, planFlow, type Step, type Transition } from '@frazil/core';

// Compiles a flow that is read already for Argo Workflows, from its model to the document, again and again: STEPS TIMES.
const [steps, times] = process.argv.slice(2);
const target: DeployTarget = {
  store: 's3://bucket/prefix',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/frazil-worker@${digestOf('worker')}`,
  baseImage: 'registry.example/debian:12',
  variables: {},
  labels: {},
};
const flow = flowOf(Number(steps));
for (let time = 0; time < Number(times); time += 1) {
  compileArgo.compile({ plan: planFlow(flow, { environments: new Map() }), target, options: { format: 'json' } });
}

function flowOf(count: number): Flow {
  const names = ['start', ...Array.from({ length: count - 2 }, (_, number) => `s${number}`), 'end'];
  const all = names.map((step, index) => stepOf(step, index, names[index + 1]));
  return { name: 'BigFlow', file: 'big.py', doc: '', line: 1, decorators: [], parameters: [], steps: all, python: '3.11.7' };
}

function stepOf(name: string, index: number, target: string | undefined): Step {
  const next: Transition = target === undefined ? { kind: 'end' } : { kind: 'linear', target, line: index };
  return { name, file: 'big.py', doc: '', line: index, decorators: [], isJoin: false, arity: 1, next };
}
