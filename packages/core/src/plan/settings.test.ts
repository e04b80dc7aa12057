import { expect, test } from 'vitest';
import type { Decorator } from '../flow/flow.ts';
import { containerVariables } from './container-variables.ts';
import type { Plan, TaskNode } from './plan.ts';
import { planFlow } from './plan-flow.ts';
import { END, flow, NOTHING, step, to } from './testing/shapes.ts';
import { withProject } from './with-project.ts';

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
  expect(taskOf(decorator('kubernetes', { use_tmpfs: true })).resources.tmpfs).toEqual({
    path: '/metaflow_temp',
    size: 2048,
    isTempdir: true,
  });
  const half = decorator('kubernetes', { use_tmpfs: true, memory: 1001 });
  expect(taskOf(half, decorator('resources', { memory: 500 })).resources.tmpfs).toMatchObject({ size: 501 });
  const named = taskOf(decorator('batch', { tmpfs_size: 100, tmpfs_path: '/fast', tmpfs_tempdir: false }));
  expect(named.resources.tmpfs).toEqual({ path: '/fast', size: 100, isTempdir: false });
  expect([taskOf(half), named].map(containerVariables)).toEqual([{ METAFLOW_TEMPDIR: '/metaflow_temp' }, {}]);
});

test('what a pod is made of', () => {
  const { kubernetes } = taskOf(
    decorator('kubernetes', {
      image: 'debian:12',
      secrets: 'one, two',
      node_selector: 'disk=ssd,zone=a',
      labels: { team: 'ice', level: 3 },
      tolerations: [{ key: 'gpu', operator: 'Exists', toleration_seconds: 5 }],
      persistent_volume_claims: { data: '/data' },
      extended_resources: { 'vendor.example/fpga': 2 },
      security_context: { run_as_user: 7, runAsGroup: 8, seccomp_profile: { localhost_profile: 'own_profile.json' } },
      qos: 'Guaranteed',
    }),
  );
  expect(kubernetes).toMatchObject({
    image: 'debian:12',
    secrets: ['one', 'two'],
    nodeSelector: { disk: 'ssd', zone: 'a' },
    labels: { team: 'ice', level: '3' },
    tolerations: [{ key: 'gpu', operator: 'Exists', tolerationSeconds: 5 }],
    persistentVolumeClaims: { data: '/data' },
    extendedResources: { 'vendor.example/fpga': '2' },
    securityContext: { runAsUser: 7, runAsGroup: 8, seccompProfile: { localhostProfile: 'own_profile.json' } },
    qos: 'Guaranteed',
    gpuVendor: 'nvidia',
  });
  expect(taskOf().kubernetes).toBeUndefined();
});

test('what AWS Batch runs a step on', () => {
  const volumes = { host_volumes: ['/mnt', '/var/big:/big'], efs_volumes: 'fs-1, fs-2:/models' };
  const others = { queue: 'big', log_options: ['awslogs-group:a:b'], max_swap: 5, aws_batch_tags: ['team=a=b'], privileged: true };
  expect(taskOf(decorator('batch', { ...volumes, ...others })).batch).toMatchObject({
    queue: 'big',
    logOptions: { 'awslogs-group': 'a:b' },
    maxSwap: 5,
    privileged: true,
    tags: { team: 'a=b' },
    hostVolumes: [
      { source: '/mnt', path: '/mnt' },
      { source: '/var/big', path: '/big' },
    ],
    efsVolumes: [
      { source: 'fs-1', path: '/mnt/fs-1' },
      { source: 'fs-2', path: '/models' },
    ],
  });
  expect(taskOf(decorator('batch', { aws_batch_tags: { cost: 7 } })).batch).toMatchObject({ privileged: false, tags: { cost: '7' } });
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
    line: 9,
  });
  expect(planOf([], [decorator('trigger', { event: 'one' })]).triggers.events).toEqual([{ name: 'one', parameters: {} }]);
});

test('events of a branch have its name once it is known', () => {
  const events = [{ namespaced: 'ready' }, { name: { namespaced: 'fed' }, parameters: { a: 'b' } }, 'mfns.plain'];
  const plan = planOf([], [decorator('trigger', { events })]);
  const names = (project: Plan['project']) => withProject(plan, project).triggers.events.map(({ name }) => name);
  expect(names(undefined)).toEqual(['mfns.ready', 'mfns.fed', 'mfns.plain']);
  expect(names({ name: 'ice', branch: 'test.a/b', production: false })).toEqual([
    'mfns.ice.test.ab.ready',
    'mfns.ice.test.ab.fed',
    'mfns.plain',
  ]);
  expect(withProject(plan, undefined).triggers.events[1]).toEqual({ name: 'mfns.fed', parameters: { a: 'b' } });
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
