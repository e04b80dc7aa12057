import {
  type CompileInput,
  type DeployTarget,
  digestOf,
  type Flow,
  type Parameter,
  type Plan,
  planFlow,
  type Step,
  type Transition,
} from '@frazil/core';
import type { ArgoOptions } from '../options.ts';

const ARROWS: Readonly<Record<string, (targets: readonly string[]) => Transition>> = {
  '->': (targets) =>
    targets.length > 1 ? { kind: 'split', targets: [...targets], line: 2 } : { kind: 'linear', target: targets[0] ?? '', line: 2 },
  '*>': ([target = '']) => ({ kind: 'foreach', target, variable: 'items', line: 2 }),
  '#>': ([target = '']) => ({ kind: 'gang', target, line: 2 }),
  '?>': (targets) => ({ kind: 'switch', condition: 'which', cases: targets.map((target) => ({ value: target, target })), line: 2 }),
};

/** A flow written as `start -> a b; a *> c; ...`: `->` linear or split, `*>` foreach, `#>` gang, `?>` switch; joins begin with `join`. */
export function sampleFlow(text: string, parameters: readonly Parameter[] = []): Flow {
  const steps = text.split(/; */).map((line) => {
    const [name = '', arrow = '', ...targets] = line.split(/ +/);
    return stepOf(name, ARROWS[arrow]?.(targets) ?? { kind: 'end' });
  });
  const end = steps.some(({ name }) => name === 'end') ? [] : [stepOf('end', { kind: 'end' })];
  return {
    name: 'SampleFlow',
    file: 'sample.py',
    doc: '',
    line: 1,
    decorators: [],
    parameters: [...parameters],
    steps: [...steps, ...end],
    python: '3.11.7',
  };
}

function stepOf(name: string, next: Transition): Step {
  const isJoin = name.startsWith('join');
  return { name, line: 1, file: 'sample.py', doc: '', decorators: [], isJoin, arity: isJoin ? 2 : 1, next };
}

/** A parameter with what is said of it, and the rest as if nothing was. */
export function sampleParameter(name: string, said: Partial<Parameter> = {}): Parameter {
  return { attribute: name, name, type: 'str', required: false, help: '', hasComputedDefault: false, line: 3, ...said };
}

export const SAMPLE_TARGET: DeployTarget = {
  store: 's3://ice/frazil',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/frazil-worker@${digestOf('worker')}`,
  baseImage: 'registry.example/debian:12',
  variables: { AWS_REGION: 'eu-central-1' },
  labels: {},
};

/** What the compiler is given for a sample flow, with what differs. */
export function sampleInput(
  flow: string | Flow,
  changes: { plan?: Partial<Plan>; target?: Partial<DeployTarget>; options?: Partial<ArgoOptions> } = {},
): CompileInput<ArgoOptions> {
  const plan = planFlow(typeof flow === 'string' ? sampleFlow(flow) : flow, { environments: new Map() });
  return {
    plan: { ...plan, ...changes.plan },
    target: { ...SAMPLE_TARGET, ...changes.target },
    options: { format: 'yaml', ...changes.options },
  };
}

/** A flow of every shape, by its name. */
export const SHAPES: Readonly<Record<string, string>> = {
  linear: 'start -> a_step; a_step -> end',
  split: 'start -> a b; a -> join; b -> c; c -> join; join -> end',
  'split-again': 'start -> a b; a -> join; b -> join; join *> c; c -> join2; join2 -> end',
  foreach: 'start *> work; work -> join; join -> end',
  'nested-foreach': 'start *> a; a *> b; b *> c; c -> join3; join3 -> join2; join2 -> d; d -> join; join -> end',
  'split-in-foreach': 'start *> a; a -> b c; b -> join2; c -> join2; join2 -> join; join -> end',
  'foreach-in-split': 'start -> a b; a *> c; c -> join2; join2 -> join; b -> join; join -> end',
  gang: 'start -> g; g #> train; train -> join; join -> end',
  switch: 'start ?> a b end; a -> c; c -> end; b -> end',
  'nested-switch': 'start ?> a b; a ?> c d; c -> e; d -> e; e -> end; b ?> f e; f -> e',
  'switch-in-foreach': 'start *> a; a ?> b c; b -> d; d -> join; c -> join; join -> end',
  'switch-meets-in-loop': 'start -> h; h ?> a b; a -> b; b ?> h end',
  loop: 'start -> work; work ?> work end',
  'loop-in-middle': 'start -> a; a -> b; b ?> c d; c ?> a d; d -> end',
  'loop-in-loop': 'start -> o; o -> i; i ?> i x; x ?> o end',
  'loop-to-both': 'start -> o; o -> i; i ?> i o end',
  'loop-in-foreach': 'start *> w; w ?> w x; x -> y; y ?> y join; join -> end',
  'foreach-in-loop': 'start -> h; h *> b; b -> join; join ?> h end',
  'gang-in-foreach': 'start *> g; g #> n; n -> join2; join2 -> join; join -> end',
};
