import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Flow, isFrazilError, type Parameter, type Step } from '@frazil/core';
import { expect, test } from 'vitest';
import { compileAirflow } from './compile.ts';
import type { AirflowOptions } from './options.ts';
import { TARGET } from './testing/run-on-airflow.ts';
import { decorator, END, foreach, join, LOOPS, planOf, SHAPES, step, to } from './testing/shapes.ts';

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}`, import.meta.url));

function textOf(steps: readonly Step[], flow: Partial<Flow> = {}, options: AirflowOptions = {}): string {
  return compileAirflow.compile({ plan: planOf(steps, flow), target: TARGET, options })[0]?.text ?? '';
}

test.each(Object.entries(SHAPES))('%s', async (name, steps) => {
  await expect(textOf(steps)).toMatchFileSnapshot(golden(`${name}.py`));
});

function parameter(name: string, said: Partial<Parameter> = {}): Parameter {
  return { attribute: name, name, type: 'str', required: false, help: '', hasComputedDefault: false, line: 4, ...said };
}

const STEP = [
  decorator('retry', { times: 3, minutes_between_retries: 2 }),
  decorator('timeout', { minutes: 30 }),
  decorator('environment', { vars: { MODE: 'fast', QUOTED: '"a" {{ b }} \\' } }),
  decorator('resources', { cpu: 2, memory: 8000, gpu: 1, disk: 20000, shared_memory: 500 }),
  decorator('secrets', { sources: [{ type: 'kubernetes', id: 'database' }] }),
  decorator('kubernetes', {
    image: 'registry.example/science:3',
    image_pull_policy: 'Always',
    image_pull_secrets: ['registry'],
    service_account: 'science',
    namespace: 'flows',
    secrets: ['database-password'],
    node_selector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
    labels: { team: 'science' },
    annotations: { note: 'n' },
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

const SETTINGS: Partial<Flow> = {
  doc: 'Trains a model.\n\nWith """quotes""" and a \\ in it.',
  decorators: [
    decorator('schedule', { cron: '0 6 * * MON-FRI', timezone: 'Europe/Vienna' }),
    decorator('project', { name: 'ice', branch: 'main' }),
  ],
  parameters: [
    parameter('size', { type: 'int', default: 3, help: 'how many' }),
    parameter('rate', { type: 'float', default: 0.5 }),
    parameter('names', { type: 'json', default: '["a"]' }),
    parameter('on', { type: 'bool', default: true }),
  ],
};

const OPTIONS: AirflowOptions = {
  namespace: 'flows',
  serviceAccount: 'runner',
  secrets: ['bucket'],
  imagePullSecrets: ['registry'],
  connection: 'cluster',
  pool: 'science',
  maxWorkers: 20,
  maxActiveRuns: 1,
  timeout: 86_400,
  deferrable: true,
  startDate: '2026-01-31',
  startupTimeout: 600,
  onFinish: 'keep_pod',
  sidecarImage: 'alpine@sha256:0',
  waitFor: ['s3://bucket/key', 'dag://other/task', 'dag://another'],
  tags: ['science'],
  paused: true,
};

test('every setting of steps, flows and people', async () => {
  const steps = [step('start', foreach('work')), step('work', to('join'), STEP), join('join', to('end')), step('end', END())];
  await expect(textOf(steps, SETTINGS, OPTIONS)).toMatchFileSnapshot(golden('settings.py'));
});

test('triggers are told as what a DAG is scheduled by', async () => {
  const decorators = [
    decorator('trigger', { event: { name: 'data.ready', parameters: { size: 'bytes' } } }),
    decorator('trigger_on_finish', { flow: 'OtherFlow' }),
  ];
  const text = textOf(SHAPES.linear, { decorators, parameters: [parameter('size', { type: 'int', default: 1 })] });
  await expect(text).toMatchFileSnapshot(golden('triggers.py'));
});

test('every golden file is Python', () => {
  const files = globSync(golden('*.py'));
  expect(files.length).toBeGreaterThan(Object.keys(SHAPES).length);
  const check = 'import ast, sys\nfor name in sys.argv[1:]:\n  ast.parse(open(name).read(), name)';
  execFileSync('python3', ['-I', '-c', check, ...files], { stdio: 'pipe' });
});

test('under 1 KB a step', () => {
  const chain = (count: number) => {
    const names = ['start', ...Array.from({ length: count }, (_, index) => `s${index}`), 'end'];
    return textOf(names.map((name, index) => step(name, index === names.length - 1 ? END() : to(names[index + 1] ?? ''))));
  };
  expect((chain(1000).length - chain(1).length) / 999).toBeLessThan(200);
});

interface Refusal {
  readonly code: string;
  readonly steps?: readonly Step[];
  readonly flow?: Partial<Flow>;
  readonly options?: AirflowOptions;
}

const working = (name: string, attributes: Parameters<typeof decorator>[1]): readonly Step[] => [
  step('start', to('end'), [decorator(name, attributes)]),
  step('end', END()),
];
const REQUIRED = parameter('alpha', { required: true });

const REFUSALS: readonly Refusal[] = [
  { code: 'airflow.loop', steps: LOOPS.loop },
  { code: 'airflow.loop', steps: LOOPS['loop-in-foreach'] },
  { code: 'airflow.batch-unsupported', steps: working('batch', { queue: 'science' }) },
  { code: 'airflow.exit-hook-unsupported', flow: { decorators: [decorator('exit_hook', { on_error: ['tell'] })] } },
  { code: 'airflow.variable-reserved', steps: working('environment', { vars: { FRAZIL_RUN: 'x' } }) },
  { code: 'airflow.required-parameter', flow: { decorators: [decorator('schedule', { daily: true })], parameters: [REQUIRED] } },
  { code: 'airflow.required-parameter', flow: { decorators: [decorator('trigger', { event: 'ready' })], parameters: [REQUIRED] } },
  { code: 'airflow.required-parameter', flow: { decorators: [decorator('trigger_on_finish', { flow: 'Other' })], parameters: [REQUIRED] } },
  {
    code: 'airflow.trigger-parameter',
    flow: { decorators: [decorator('trigger', { event: { name: 'ready', parameters: { beta: 'b' } } })] },
  },
  { code: 'airflow.name', options: { name: 'my flow' } },
  { code: 'airflow.wait-for', options: { waitFor: ['ftp://server/file'] } },
  { code: 'airflow.wait-for', options: { waitFor: ['dag://a/b/c'] } },
];

const refused = ({ steps = SHAPES.linear, flow = {}, options = {} }: Refusal) => textOf(steps, flow, options);

test.each(REFUSALS)('$code', (refusal) => {
  expect(() => refused(refusal)).toThrow(expect.objectContaining({ code: refusal.code }));
});

test('every refusal says where, what is wrong and what to do', async () => {
  const texts = REFUSALS.map((refusal) => describe(() => refused(refusal)));
  await expect(`${texts.join('\n')}\n`).toMatchFileSnapshot(golden('refusals.txt'));
});

function describe(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!isFrazilError(error)) throw error;
    const { file, line } = error.location ?? {};
    return `${[file, line].filter((part) => part !== undefined).join(':')} ${error.code}: ${error.message}\nhint: ${error.hint}`;
  }
  return 'not refused';
}
