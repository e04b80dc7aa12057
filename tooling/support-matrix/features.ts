import type { Decorator, Flow, Parameter } from '@frazil/core';
import { flowOfText } from './flow-of-text.ts';

type Attributes = Decorator['attributes'];

/** Something that flows can have. */
export interface Feature {
  readonly name: string;
  readonly flow: Flow;
  /** What makes it true: the engine, which must then be told of it; or what is there anyway, tasks and their order. */
  readonly by: 'engine' | 'task';
}

/** Features that belong together. */
export interface FeatureGroup {
  readonly title: string;
  readonly features: readonly Feature[];
}

const LINEAR = 'start -> work; work -> end';

/** A flow without anything, which others are compared with. */
export const PLAIN: Flow = flowOfText(LINEAR);

/** Everything that the support matrix tells of. */
export const FEATURES: readonly FeatureGroup[] = [
  {
    title: 'Shapes',
    features: [
      shape('linear', LINEAR),
      shape('split and join', 'start -> a b; a -> join; b -> join; join -> end'),
      shape('join that splits again', 'start -> a b; a -> join; b -> join; join -> c d; c -> join2; d -> join2; join2 -> end'),
      shape('foreach', 'start *> work; work -> join; join -> end'),
      shape('foreach in a foreach, to any depth', 'start *> a; a *> b; b *> c; c -> join3; join3 -> join2; join2 -> join; join -> end'),
      shape('split in a foreach', 'start *> a; a -> b c; b -> join2; c -> join2; join2 -> join; join -> end'),
      shape('foreach in a split', 'start -> a b; a *> c; c -> join2; join2 -> join; b -> join; join -> end'),
      shape('switch', 'start ?> a b end; a -> end; b -> end'),
      shape('switch in a switch', 'start ?> a b; a ?> c d; c -> e; d -> e; b -> e; e -> end'),
      shape('switch in a foreach', 'start *> a; a ?> b c; b -> join; c -> join; join -> end'),
      shape('foreach in a case of a switch', 'start ?> a b; a *> c; c -> join; join -> end; b -> end'),
      shape('loop through a switch', 'start -> work; work ?> work end'),
      shape('loop in a loop', 'start -> a; a -> b; b ?> b c; c ?> a end'),
      shape('loop in a foreach', 'start *> work; work ?> work join; join -> end'),
      shape('foreach in a loop', 'start -> a; a *> b; b -> join; join ?> a end'),
      gang('gang (num_parallel)', 'start #> work; work -> join; join -> end'),
      gang('gang in a foreach', 'start *> a; a #> work; work -> join2; join2 -> join; join -> end'),
    ],
  },
  {
    title: 'Decorators of steps',
    features: [
      work('@retry', 'retry', { times: 2, minutes_between_retries: 1 }),
      work('@timeout', 'timeout', { minutes: 5 }),
      work('@environment', 'environment', { vars: { MODE: 'fast' } }),
      work('@resources: cpu, memory', 'resources', { cpu: 2, memory: 8000 }),
      work('@resources: gpu', 'resources', { gpu: 1 }),
      work('@resources: disk', 'resources', { disk: 20000 }),
      work('@resources: shared memory', 'resources', { shared_memory: 1000 }),
      work('@kubernetes: image, service account, node selector, tolerations', 'kubernetes', podSettings()),
      work('@kubernetes: volume claims', 'kubernetes', { persistent_volume_claims: { data: '/data' } }),
      work('@kubernetes: tmpfs', 'kubernetes', { use_tmpfs: true, tmpfs_size: 500 }),
      work('@kubernetes: security context, pod overrides', 'kubernetes', {
        security_context: { runAsUser: 2000 },
        pod_overrides: { priorityClassName: 'high' },
      }),
      work('@batch: image, queue, roles', 'batch', {
        image: 'team/base:1',
        queue: 'urgent',
        iam_role: 'arn:aws:iam::123456789012:role/own',
      }),
      work('@batch: tmpfs, host volumes, swap', 'batch', { use_tmpfs: true, host_volumes: ['/data'], max_swap: 1000 }),
      byTask(work('@secrets', 'secrets', { sources: [{ type: 'environment', id: 'TOKEN' }] })),
      byTask(work('@pypi', 'pypi', { packages: { pandas: '2.1.1' } })),
      byTask(work('@conda', 'conda', { packages: { numpy: '1.26.4' } })),
      byTask(work('@card', 'card', {})),
    ],
  },
  {
    title: 'Decorators of flows, and parameters',
    features: [
      { name: 'parameters with types', by: 'task', flow: { ...PLAIN, parameters: typedParameters() } },
      flow('@schedule', 'schedule', { cron: '0 6 * * *' }),
      flow('@schedule with a timezone', 'schedule', { cron: '0 6 * * *', timezone: 'Europe/Vienna' }),
      flow('@trigger', 'trigger', { event: 'data.ready' }),
      flow('@trigger_on_finish', 'trigger_on_finish', { flow: 'OtherFlow' }),
      flow('@project', 'project', { name: 'ice', branch: 'main' }),
      flow('@exit_hook', 'exit_hook', { on_success: ['tell'], on_error: ['warn'] }),
    ],
  },
];

function shape(name: string, text: string): Feature {
  return { name, by: 'task', flow: flowOfText(text) };
}

function gang(name: string, text: string): Feature {
  return { name, by: 'engine', flow: flowOfText(text, { work: [{ name: 'parallel', attributes: {} }] }) };
}

function work(name: string, decorator: string, attributes: Attributes): Feature {
  return { name, by: 'engine', flow: flowOfText(LINEAR, { work: [{ name: decorator, attributes }] }) };
}

function byTask(feature: Feature): Feature {
  return { ...feature, by: 'task' };
}

function flow(name: string, decorator: string, attributes: Attributes): Feature {
  return { name, by: 'engine', flow: flowOfText(LINEAR, { flow: [{ name: decorator, attributes }] }) };
}

function podSettings(): Attributes {
  const toleration = { key: 'gpu', operator: 'Exists' };
  return { image: 'team/base:1', service_account: 'own', node_selector: { disk: 'ssd' }, tolerations: [toleration] };
}

function typedParameters(): Parameter[] {
  const types = ['str', 'int', 'float', 'bool', 'json'] as const;
  return types.map((type) => {
    const said = { type, required: type === 'str', help: '', hasComputedDefault: false, line: 3 };
    return { attribute: type, name: `a_${type}`, ...said, ...(type !== 'str' && { default: type === 'bool' ? true : 1 }) };
  });
}
