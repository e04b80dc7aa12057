import {
  batchParameters,
  checkBatchShapes,
  runStateMachine,
  type StepFunctions,
  startStepFunctions,
  startVersityGw,
  type VersityGw,
} from '@frazil/engine-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepFunctionsOptions } from './options.ts';
import { compiled, ECS, FARGATE, TARGET } from './testing/compiled.ts';
import { decorator, END, foreach, join, planOf, SHAPES, split, step, to } from './testing/shapes.ts';
import { type Behaviour, standInWorker } from './testing/stand-in-worker.ts';

let store: VersityGw;
let engine: StepFunctions;
beforeAll(async () => {
  store = await startVersityGw();
  engine = await startStepFunctions({ s3: store });
});
afterAll(async () => {
  await engine?.stop();
  await store?.stop();
});

const round = (path: string): number => Number(/r(\d+)$/.exec(path)?.[1]);

/** What each step of the shapes does when it runs, and the tasks that come of it, `step path`. */
const RUNS: Readonly<Record<keyof typeof SHAPES, { readonly does?: Readonly<Record<string, Behaviour>>; readonly tasks: string }>> = {
  linear: { tasks: 'start 0, middle 0, end 0' },
  split: { tasks: 'start 0, left 0, right 0, join 0, end 0' },
  foreach: { does: { start: { items: 3 } }, tasks: 'start 0, work 0, work 1, work 2, join 0, end 0' },
  'nested-foreach': {
    does: { start: { items: 2 }, outer: { items: 2 } },
    tasks: 'start 0, outer 0, outer 1, inner 0-0, inner 0-1, inner 1-0, inner 1-1, gather 0, gather 1, join 0, end 0',
  },
  'split-in-foreach': {
    does: { start: { items: 2 } },
    tasks: 'start 0, fork 0, fork 1, left 0, left 1, right 0, right 1, gather 0, gather 1, join 0, end 0',
  },
  'foreach-in-split': {
    does: { many: { items: 2 } },
    tasks: 'start 0, many 0, one 0, work 0, work 1, gather 0, join 0, end 0',
  },
  'join-splits-again': { does: { between: { items: 2 } }, tasks: 'start 0, a 0, b 0, between 0, work 0, work 1, end 0' },
  switch: { does: { start: { goesTo: () => 'slow' } }, tasks: 'start 0, slow 0, check 0, end 0' },
  'switch-in-foreach': {
    does: { start: { items: 2 }, look: { goesTo: (path) => (path === '1' ? 'repair' : 'gather') } },
    tasks: 'start 0, look 0, look 1, repair 1, gather 0, gather 1, join 0, end 0',
  },
  'switch-ends-foreach': {
    does: { start: { items: 2 }, look: { goesTo: (path) => (path === '1' ? 'repair' : 'join') } },
    tasks: 'start 0, look 0, look 1, repair 1, join 0, end 0',
  },
  loop: {
    does: { score: { goesTo: (path) => (round(path) < 2 ? 'train' : 'end') } },
    tasks: 'start 0, train r0, score r0, train r1, score r1, train r2, score r2, end 0',
  },
  'loop-in-foreach': {
    does: { start: { items: 2 }, train: { goesTo: (path) => (round(path) < Number(path[0]) ? 'train' : 'report') } },
    tasks: 'start 0, train 0-r0, train 1-r0, train 1-r1, report 0, report 1, join 0, end 0',
  },
  'loop-in-loop': {
    does: {
      inner: { goesTo: (path) => (round(path) < 1 ? 'inner' : 'after') },
      after: { goesTo: (path) => (round(path) < 1 ? 'outer' : 'end') },
    },
    tasks: 'start 0, outer r0, inner r0-r0, inner r0-r1, after r0, outer r1, inner r1-r0, inner r1-r1, after r1, end 0',
  },
  'foreach-in-loop': {
    does: { plan: { items: 2 }, judge: { goesTo: (path) => (round(path) < 1 ? 'plan' : 'end') } },
    tasks: 'start 0, plan r0, work r0-0, work r0-1, judge r0, plan r1, work r1-0, work r1-1, judge r1, end 0',
  },
  gang: { does: { start: { items: 3 } }, tasks: 'start 0, train 0, train 1, train 2, join 0, end 0' },
};

interface RunInput {
  readonly steps: Parameters<typeof planOf>[0];
  readonly does?: Readonly<Record<string, Behaviour>> | undefined;
  readonly options?: Partial<StepFunctionsOptions>;
  readonly input?: unknown;
}

/** Runs a flow's state machine with a stand-in for the worker. */
async function run({ steps, does = {}, options = {}, input = {} }: RunInput) {
  const definition: unknown = JSON.parse(
    compiled(planOf(steps), options, { ...TARGET, store: `s3://${store.bucket}/team` }).get('state-machine.json') ?? '',
  );
  const { seen, onTask } = standInWorker(store.folder, does);
  const result = await runStateMachine({ endpoint: engine.endpoint, definition, input, onTask });
  const tasks = seen.map(({ variables: { main } }) => `${main?.FRAZIL_STEP ?? main?.FRAZIL_STATUS} ${main?.FRAZIL_PATH ?? ''}`.trim());
  return { result, seen, tasks };
}

const sorted = (tasks: readonly string[]): readonly string[] => tasks.toSorted();

test.each(Object.entries(SHAPES))('%s runs', async (name, steps) => {
  const { does, tasks } = RUNS[name as keyof typeof SHAPES];
  const ran = await run({ steps, does });
  expect(ran.result, ran.result.cause).toMatchObject({ status: 'SUCCEEDED', output: {} });
  expect(sorted(ran.tasks)).toEqual(sorted(tasks.split(', ')));
  expect([ran.tasks[0], ran.tasks.at(-1)]).toEqual(['start 0', 'end 0']);
});

test.each([
  ['inline', { mapMode: 'inline' }],
  ['distributed', { mapMode: 'distributed' }],
  ['one after the other', { maxWorkers: 1 }],
  ['on ECS', { compute: ECS }],
] as const)('a nested foreach, %s', async (_, options) => {
  const { does, tasks } = RUNS['nested-foreach'];
  const ran = await run({ steps: SHAPES['nested-foreach'], does, options });
  expect(ran.result, ran.result.cause).toMatchObject({ status: 'SUCCEEDED' });
  expect(sorted(ran.tasks)).toEqual(sorted(tasks.split(', ')));
});

test('the start step gets what the run was started with; each container what it needs and no more', async () => {
  const { seen } = await run({ steps: SHAPES.linear, input: { alpha: '0.5', text: 'it\'s "{}"' } });
  const [start, middle] = seen;
  const FRAZIL_RUN = start?.variables.main?.FRAZIL_RUN ?? '';
  expect(start?.variables).toEqual({
    hydrate: { FRAZIL_STEP: 'start' },
    main: { FRAZIL_STEP: 'start', FRAZIL_PATH: '0', FRAZIL_RUN, FRAZIL_PARAMETERS: '{"alpha":"0.5","text":"it\'s \\"{}\\""}' },
  });
  expect(middle?.variables).toEqual({ hydrate: { FRAZIL_STEP: 'middle' }, main: { FRAZIL_STEP: 'middle', FRAZIL_PATH: '0', FRAZIL_RUN } });
});

const RETRIED = [step('start', to('end'), [decorator('retry', { times: 2, minutes_between_retries: 0 })]), step('end', END())];

test('a step is tried again as often as it says, and each attempt knows its number', async () => {
  const ran = await run({ steps: RETRIED, does: { start: { fails: (attempt) => attempt < 2 } } });
  expect(ran.result.status).toBe('SUCCEEDED');
  expect(ran.seen.map(({ variables }) => variables.main?.FRAZIL_ATTEMPT)).toEqual(['0', '1', '2', undefined]);
});

test('a step that fails for good fails the run, which is marked so', async () => {
  const ran = await run({ steps: RETRIED, does: { start: { fails: () => true } } });
  expect(ran.tasks).toEqual(['start 0', 'start 0', 'start 0', 'failed']);
  expect(ran.result).toMatchObject({ status: 'FAILED', error: 'Batch.JobFailed', cause: 'exit code 1' });
});

test.each([
  ['a branch', [step('start', split('a', 'b')), step('a', to('j')), step('b', to('j')), join('j', to('end')), step('end', END())], {}],
  ['an item', [step('start', foreach('a')), step('a', to('j')), join('j', to('end')), step('end', END())], { mapMode: 'inline' }],
] as const)('%s that fails fails the run', async (_, steps, options) => {
  const ran = await run({ steps, does: { start: { items: 2 }, a: { fails: () => true } }, options });
  expect(ran.result).toMatchObject({ status: 'FAILED', cause: 'exit code 1' });
  expect(ran.tasks.at(-1)).toBe('failed');
});

test('a switch that chose nothing fails the run', async () => {
  const ran = await run({ steps: SHAPES.switch, does: { start: { goesTo: () => 'nowhere' } } });
  expect(ran.result).toMatchObject({ status: 'FAILED', error: 'Frazil.UnknownCase' });
});

/** All requests to Batch in a state machine. */
function requestsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(requestsIn);
  if (typeof value !== 'object' || value === null) return [];
  const isJob = 'Resource' in value && String(value.Resource).endsWith('batch:submitJob.sync');
  return isJob && 'Parameters' in value ? [value.Parameters] : Object.values(value).flatMap(requestsIn);
}

test("AWS's model of Batch has nothing against the definitions and the jobs", async () => {
  const settings = [
    decorator('resources', { cpu: 2, memory: 8000, gpu: 1, shared_memory: 64 }),
    decorator('batch', { max_swap: 10, swappiness: 5, host_volumes: ['/data'], inferentia: 1, use_tmpfs: true, log_driver: 'awslogs' }),
    decorator('batch', { efs_volumes: ['fs-1'], aws_batch_tags: { cost: 'science' }, privileged: true }),
    decorator('timeout', { seconds: 5 }),
    decorator('environment', { vars: { A: 'b' } }),
  ];
  const ec2 = compiled(planOf([step('start', to('end'), settings), step('end', END())]), { logGroup: '/flows' });
  const fargate = compiled(planOf([step('start', to('end'), [decorator('batch', { ephemeral_storage: 40 })]), step('end', END())]), {
    compute: FARGATE,
  });
  const json = (files: ReadonlyMap<string, string>, name: string) => JSON.parse(files.get(name) ?? '[]');
  const definitions: readonly unknown[] = [...json(ec2, 'job-definitions.json'), ...json(fargate, 'job-definitions.json')];
  const jobs = requestsIn(json(ec2, 'state-machine.json')).map(batchParameters);
  expect([definitions.length, jobs.length]).toEqual([6, 3]);
  const problems = await checkBatchShapes([
    ...definitions.map((parameters) => ({ operation: 'RegisterJobDefinition', parameters }) as const),
    ...jobs.map((parameters) => ({ operation: 'SubmitJob', parameters }) as const),
  ]);
  expect(problems.flat()).toEqual([]);
});
