import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedFetch } from '../versity-gw/signed-fetch.ts';
import { startVersityGw, type VersityGw } from '../versity-gw/start-versity-gw.ts';
import { batchParameters, checkBatchShapes } from './check-batch-shapes.ts';
import { runStateMachine } from './run-state-machine.ts';
import { type StepFunctions, startStepFunctions } from './start-step-functions.ts';
import type { StateTask } from './work-on-activity.ts';

const BATCH = 'arn:aws:states:::batch:submitJob.sync';

let store: VersityGw;
let engine: StepFunctions;
beforeAll(async () => {
  store = await startVersityGw();
  engine = await startStepFunctions({ s3: store });
});
afterAll(async () => {
  await engine.stop();
  await store.stop();
});

test('a machine reads S3, fans out, retries and joins; its jobs are done here', async () => {
  await signedFetch({ method: 'PUT', url: `${store.endpoint}/${store.bucket}/items`, body: '[{"n":1},{"n":2},{"n":3}]' }, store);
  const seen: StateTask[] = [];
  const result = await runStateMachine({
    endpoint: engine.endpoint,
    definition: machine(store.bucket),
    input: { greeting: 'hello' },
    onTask: async (task) => {
      seen.push(task);
      const isFirst = seen.filter((one) => JSON.stringify(one) === JSON.stringify(task)).length === 1;
      if (task.name === 'work' && JSON.stringify(task.parameters).includes('hello-2') && isFirst) throw new Error('broken once');
      return { JobName: task.name };
    },
  });
  expect(result, result.cause).toMatchObject({ status: 'SUCCEEDED', output: { JobName: 'join' } });
  const names = seen.filter(({ name }) => name === 'work').map(({ parameters }) => JSON.stringify(parameters));
  expect(names.sort()).toEqual(['{"JobName":"hello-1"}', '{"JobName":"hello-2"}', '{"JobName":"hello-2"}', '{"JobName":"hello-3"}']);
  expect(result.history.some(({ type }) => type === 'MapStateSucceeded')).toBe(true);
});

test('a job that fails for good fails the machine, with its cause', async () => {
  const definition = { StartAt: 'only', States: { only: { Type: 'Task', Resource: BATCH, End: true } } };
  const onTask = () => Promise.reject(new Error('no luck'));
  const result = await runStateMachine({ endpoint: engine.endpoint, definition, input: {}, onTask });
  expect(result).toMatchObject({ status: 'FAILED', error: 'Batch.JobFailed', cause: 'no luck' });
});

test('machines that start and work at the same time lose no job', async () => {
  const definition = {
    StartAt: 'one',
    States: { one: { Type: 'Task', Resource: BATCH, Next: 'two' }, two: { Type: 'Task', Resource: BATCH, End: true } },
  };
  const onTask = ({ name }: StateTask) => Promise.resolve({ JobName: name });
  const run = () => runStateMachine({ endpoint: engine.endpoint, definition, input: {}, onTask, seconds: 60 });
  const results = await Promise.all(Array.from({ length: 20 }, run));
  expect(results.map(({ status }) => status)).toEqual(results.map(() => 'SUCCEEDED'));
});

test("Batch's requests are checked against AWS's model", async () => {
  const job = { 'JobName.$': '$.name', JobQueue: 'queue', JobDefinition: 'definition', RetryStrategy: { Attempts: 1 } };
  const override = { EcsPropertiesOverride: { TaskProperties: [{ Containers: [{ Name: 'main', Command: ['x'], Imagge: 'y' }] }] } };
  const problems = await checkBatchShapes([
    { operation: 'SubmitJob', parameters: batchParameters(job) },
    { operation: 'SubmitJob', parameters: batchParameters({ ...job, ...override, JobQueue: 3 }) },
    { operation: 'RegisterJobDefinition', parameters: { type: 'container' } },
  ]);
  expect(problems).toEqual([
    [],
    [expect.stringContaining('jobQueue'), expect.stringContaining('ecsPropertiesOverride.taskProperties[0].containers[0]: "imagge"')],
    [expect.stringContaining('jobDefinitionName')],
  ]);
});

function machine(bucket: string): object {
  const retry = { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 };
  const work = {
    Type: 'Task',
    Resource: BATCH,
    Parameters: { 'JobName.$': "States.Format('{}-{}', $.greeting, $.n)" },
    Retry: [retry],
    End: true,
  };
  return {
    StartAt: 'read',
    States: {
      read: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
        Parameters: { Bucket: bucket, Key: 'items' },
        ResultSelector: { 'list.$': 'States.StringToJson($.Body)' },
        ResultPath: '$.items',
        Next: 'fan',
      },
      fan: {
        Type: 'Map',
        ItemsPath: '$.items.list',
        ItemSelector: { 'n.$': '$$.Map.Item.Value.n', 'greeting.$': '$.greeting' },
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'work', States: { work } },
        ResultPath: null,
        Next: 'all',
      },
      all: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { Bucket: bucket, Key: 'items' },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'each',
          States: { each: { Type: 'Task', Resource: BATCH, End: true } },
        },
        ResultPath: null,
        Next: 'join',
      },
      join: { Type: 'Task', Resource: BATCH, Parameters: { JobName: 'join' }, End: true },
    },
  };
}
