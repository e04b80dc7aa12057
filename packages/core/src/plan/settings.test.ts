import { expect, test } from 'vitest';
import type { Decorator } from '../flow/flow.ts';
import type { Plan, TaskNode } from './plan.ts';
import { planFlow } from './plan-flow.ts';
import { END, flow, NOTHING, step, to } from './testing/shapes.ts';

const decorator = (name: string, attributes: Decorator['attributes'] = {}): Decorator => ({ name, attributes, line: 9 });

function planOf(decorators: readonly Decorator[], flowDecorators: readonly Decorator[] = []): Plan {
  const steps = flow(step('start', to('end'), { decorators: [...decorators] }), step('end', END));
  return planFlow({ ...steps, decorators: [...flowDecorators] }, NOTHING);
}

function taskOf(...decorators: Decorator[]): TaskNode {
  const [task] = planOf(decorators).block;
  if (task?.kind !== 'task') throw new TypeError('the first node is a task');
  return task;
}

test('the largest wish of several decorators counts, written as a number or as a text', () => {
  const { resources } = taskOf(
    decorator('resources', { cpu: 2, memory: '8000' }),
    decorator('kubernetes', { cpu: '0.5', memory: 9000, gpu: 1 }),
  );
  expect(resources).toEqual({ cpu: 2, memory: 9000, gpu: 1 });
  expect(taskOf().resources).toEqual({});
});

test('a folder in memory', () => {
  expect(taskOf(decorator('kubernetes', { use_tmpfs: true })).resources.tmpfs).toEqual({ path: '/metaflow_temp' });
  expect(taskOf(decorator('batch', { tmpfs_size: 100, tmpfs_path: '/fast' })).resources.tmpfs).toEqual({ path: '/fast', size: 100 });
});

test('what a pod is made of', () => {
  const { kubernetes } = taskOf(
    decorator('kubernetes', {
      image: 'debian:12',
      secrets: 'one, two',
      node_selector: 'disk=ssd,zone=a',
      labels: { team: 'ice', level: 3 },
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
      persistent_volume_claims: { data: '/data' },
      security_context: { runAsUser: 7 },
      qos: 'Guaranteed',
    }),
  );
  expect(kubernetes).toMatchObject({
    image: 'debian:12',
    secrets: ['one', 'two'],
    nodeSelector: { disk: 'ssd', zone: 'a' },
    labels: { team: 'ice', level: '3' },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
    persistentVolumeClaims: { data: '/data' },
    securityContext: { runAsUser: 7 },
    qos: 'Guaranteed',
    gpuVendor: 'nvidia',
  });
  expect(taskOf().kubernetes).toBeUndefined();
});

test('what AWS Batch runs a step on', () => {
  const { batch } = taskOf(decorator('batch', { queue: 'big', log_options: ['awslogs-group:a:b'], host_volumes: ['/mnt'], max_swap: 5 }));
  expect(batch).toMatchObject({ queue: 'big', logOptions: { 'awslogs-group': 'a:b' }, hostVolumes: ['/mnt'], maxSwap: 5 });
});

test('secrets, with the role of the decorator unless they have their own', () => {
  const sources = ['plain', 'file.token', { type: 'environment', id: 'KEY', options: { prefix: 'X' }, role: 'own' }];
  expect(taskOf(decorator('secrets', { sources, role: 'reader' })).secrets).toEqual([
    { provider: 'aws-secrets-manager', id: 'plain', options: { role: 'reader' } },
    { provider: 'file', id: 'token', options: { role: 'reader' } },
    { provider: 'environment', id: 'KEY', options: { prefix: 'X', role: 'own' } },
  ]);
});

test('variables of a step', () => {
  expect(taskOf(decorator('environment', { vars: { MODE: 'fast' } })).variables).toEqual({ MODE: 'fast' });
});

test.each([
  [{}, { cron: '0 0 * * *' }],
  [{ hourly: true }, { cron: '0 * * * *' }],
  [
    { weekly: true, timezone: 'Europe/Vienna' },
    { cron: '0 0 * * 0', timezone: 'Europe/Vienna' },
  ],
  [{ cron: '0/5 10 ? * MON-FRI *' }, { cron: '0/5 10 * * MON-FRI' }],
  [{ daily: false }, undefined],
])('@schedule with %j is %j', (attributes, schedule) => {
  expect(planOf([], [decorator('schedule', attributes)]).schedule).toEqual(schedule);
});

test('what starts a flow', () => {
  const events = ['plain', { name: 'data', parameters: { alpha: 'a' } }, { name: 'list', parameters: ['x', ['y', 'field']] }];
  const flows = ['Other', 'project.test.a.Third', { name: 'Fourth', project: 'p' }];
  const { triggers } = planOf([], [decorator('trigger', { events }), decorator('trigger_on_finish', { flows })]);
  expect(triggers).toEqual({
    events: [
      { name: 'plain', parameters: {} },
      { name: 'data', parameters: { alpha: 'a' } },
      { name: 'list', parameters: { x: 'x', y: 'field' } },
    ],
    flows: [{ flow: 'Other' }, { flow: 'Third', project: 'project', branch: 'test.a' }, { flow: 'Fourth', project: 'p' }],
  });
  expect(planOf([], [decorator('trigger', { event: 'one' })]).triggers.events).toEqual([{ name: 'one', parameters: {} }]);
});

test('project and hooks', () => {
  const hooks = [decorator('exit_hook', { on_success: ['tell'] }), decorator('exit_hook', { on_error: ['cry'] })];
  expect(planOf([], [decorator('project', { name: 'p', production: true }), ...hooks])).toMatchObject({
    project: { name: 'p', production: true },
    exitHooks: { onSuccess: ['tell'], onError: ['cry'] },
  });
});

test.each([
  ['resources', { cpu: -1 }],
  ['resources', { memory: 'much' }],
  ['kubernetes', { image: 3 }],
  ['kubernetes', { port: 1.5 }],
  ['kubernetes', { secrets: [1] }],
  ['batch', { log_options: 7 }],
])('@%s with %j is refused where it is written', (name, attributes) => {
  expect(() => taskOf(decorator(name, attributes))).toThrow(
    expect.objectContaining({ code: 'plan.decorator-invalid', location: { file: 'flow.py', line: 9 } }),
  );
});
