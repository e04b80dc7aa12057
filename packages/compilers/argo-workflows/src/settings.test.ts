import { fileURLToPath } from 'node:url';
import type { Flow } from '@frazil/core';
import { expect, test } from 'vitest';
import { compileArgo } from './compile-argo.ts';
import { sampleFlow, sampleInput, sampleParameter } from './testing/sample-flow.ts';

type Decorators = Flow['decorators'];

const decorator = (name: string, attributes: Decorators[number]['attributes']): Decorators[number] => ({ name, attributes, line: 1 });

const STEP: Decorators = [
  decorator('retry', { times: 3, minutes_between_retries: 2 }),
  decorator('timeout', { minutes: 30 }),
  decorator('environment', { vars: { MODE: 'fast', QUOTED: '"a" {{b}} $(C)' } }),
  decorator('resources', { cpu: 2, memory: 8000, gpu: 1, disk: 20000, shared_memory: 500 }),
  decorator('secrets', { sources: [{ type: 'kubernetes', id: 'database' }] }),
  decorator('kubernetes', {
    image: 'registry.example/science:3',
    image_pull_policy: 'Always',
    image_pull_secrets: ['registry'],
    service_account: 'science',
    secrets: ['database-password'],
    node_selector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
    labels: { team: 'science' },
    annotations: { note: 'n' },
    gpu_vendor: 'nvidia',
    persistent_volume_claims: { data: '/data' },
    port: 8080,
    use_tmpfs: true,
    tmpfs_size: 500,
    qos: 'Guaranteed',
    extended_resources: { 'vendor.example/fpga': 1 },
    security_context: { run_as_user: 2000 },
    pod_overrides: { priorityClassName: 'high' },
  }),
];

const FLOW: Decorators = [
  decorator('schedule', { cron: '0 6 * * MON-FRI', timezone: 'Europe/Vienna' }),
  decorator('trigger', { event: { name: 'data.ready', parameters: { size: 'bytes' } } }),
  decorator('trigger_on_finish', { flow: 'OtherFlow' }),
  decorator('exit_hook', { on_success: ['tell'], on_error: ['warn'] }),
  decorator('project', { name: 'ice', branch: 'main' }),
];

const PARAMETERS = [
  sampleParameter('size', { type: 'int', default: 3, help: 'how many' }),
  sampleParameter('names', { type: 'json', default: '["a"]' }),
  sampleParameter('on', { type: 'bool', default: true }),
];

function everything(): Flow {
  const flow = sampleFlow('start -> work; work -> end', PARAMETERS);
  const steps = flow.steps.map((step) => (step.name === 'work' ? { ...step, decorators: STEP } : step));
  return { ...flow, decorators: FLOW, steps };
}

const OPTIONS = {
  namespace: 'flows',
  serviceAccount: 'runner',
  secrets: ['bucket'],
  imagePullSecrets: ['registry'],
  maxWorkers: 20,
  timeout: 86_400,
  priority: 5,
  keepRuns: { succeeded: 3600, failed: 86_400 },
  deletePods: 'OnPodSuccess',
  overlap: 'Forbid',
  notify: { secret: 'slack', key: 'url', on: ['failed', 'done'] },
  events: { source: 'webhooks', event: 'frazil', bus: 'main', serviceAccount: 'sensor', url: 'http://events.example/frazil' },
} as const;

test('every setting of steps, flows and people', async () => {
  const [file] = compileArgo.compile(sampleInput(everything(), { options: OPTIONS, target: { labels: { owner: 'ada' } } }));
  await expect(file?.text).toMatchFileSnapshot(fileURLToPath(new URL('golden/settings.yaml', import.meta.url)));
});

test('JSON says what YAML says, in one document', () => {
  const text = compileArgo.compile(sampleInput(everything(), { options: { ...OPTIONS, format: 'json' } }))[0]?.text ?? '';
  const { kind, items } = JSON.parse(text);
  expect([kind, items.map((each: { kind: string }) => each.kind)]).toEqual(['List', ['WorkflowTemplate', 'CronWorkflow', 'Sensor']]);
});
