import type { CompiledFile } from '@frazil/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StepFunctionsDeployment } from './deployment.ts';
import { createStepFunctionsDeployer, type StepFunctionsDeployer } from './step-functions-deployer.ts';
import { type Aws, startAws } from './testing/start-aws.ts';

const SECRET = 'a-key-that-is-a-secret';

let aws: Aws;
let deployer: StepFunctionsDeployer;
beforeEach(async () => {
  aws = await startAws();
  deployer = deployerAt(aws.endpoint);
});
afterEach(() => aws[Symbol.asyncDispose]());

function deployerAt(endpoint: string): StepFunctionsDeployer {
  const credentials = { accessKeyId: 'id', secretAccessKey: SECRET };
  return createStepFunctionsDeployer({ region: 'eu-west-1', endpoint, credentials }, new AbortController().signal);
}

const job = (digest: string) => ({
  jobDefinitionName: `train-${digest.repeat(16)}`,
  type: 'container',
  tags: { 'frazil-flow': 'TrainFlow' },
  ecsProperties: { taskProperties: [{ containers: [{ name: 'main', image: 'i' }] }] },
});
const SCHEDULE = {
  ScheduleExpression: 'cron(0 6 * * ? *)',
  ScheduleExpressionTimezone: 'Europe/Vienna',
  State: 'ENABLED',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { RoleArn: 'arn:aws:iam::123456789012:role/scheduler', Input: '{}' },
};

interface Wanted {
  readonly definition?: string;
  readonly digests?: readonly string[];
  readonly schedule?: object;
}

function deployment(
  { definition = '{"a":1}', digests = ['a', 'b'], schedule }: Wanted = {},
  changes: Partial<StepFunctionsDeployment> = {},
): StepFunctionsDeployment {
  const files: CompiledFile[] = [
    { name: 'state-machine.json', text: definition },
    { name: 'job-definitions.json', text: JSON.stringify(digests.map(job)) },
    ...(schedule === undefined ? [] : [{ name: 'schedule.json', text: JSON.stringify(schedule) }]),
  ];
  const own = { name: 'train', flow: 'TrainFlow', owner: 'TrainFlow', authorize: false, tags: { team: 'science' } };
  return { ...own, files, role: 'arn:aws:iam::123456789012:role/machine', ...changes };
}

const told = (changes: readonly { readonly kind: string; readonly what: string }[]) => changes.map(({ kind, what }) => `${what} ${kind}`);
const writes = () => aws.asked.map(({ operation }) => operation).filter((each) => !/^(List|Describe|GET )|describe/.test(each));

test('makes what is missing, in an order that can be run at any time; a second time makes nothing', async () => {
  const wanted = deployment({ schedule: SCHEDULE });
  expect(told((await deployer.create(wanted)).changes)).toEqual([
    'definition registered',
    'definition registered',
    'state machine created',
    'schedule created',
  ]);
  expect(writes().slice(0, 2)).toEqual(['/v1/registerjobdefinition', '/v1/registerjobdefinition']);
  aws.asked.length = 0;
  expect(await deployer.create(wanted)).toMatchObject({ changes: [] });
  expect(writes()).toEqual([]);
  expect(await deployer.machine('train')).toMatchObject({
    flow: 'TrainFlow',
    owner: 'TrainFlow',
    schedule: { expression: 'cron(0 6 * * ? *)', timezone: 'Europe/Vienna', isEnabled: true },
  });
});

test('changes what differs, and removes a schedule that is no longer wanted', async () => {
  await deployer.create(deployment({ schedule: SCHEDULE }));
  const changed = deployment({ definition: '{"a":2}', digests: ['a', 'c'], schedule: { ...SCHEDULE, ScheduleExpression: 'rate(1 day)' } });
  expect(told((await deployer.create(changed)).changes)).toEqual(['definition registered', 'state machine updated', 'schedule updated']);
  expect(told((await deployer.create(deployment({ definition: '{"a":2}' }))).changes)).toEqual(['schedule deleted']);
});

test("sfn.owner-differs: another flow's state machine is replaced and deleted only when that is meant", async () => {
  await deployer.create(deployment());
  const other = { flow: 'OtherFlow', owner: 'OtherFlow' };
  await expect(deployer.create(deployment({}, other))).rejects.toMatchObject({ code: 'sfn.owner-differs' });
  await expect(deployer.delete('train', { owner: 'OtherFlow', authorize: false })).rejects.toMatchObject({ code: 'sfn.owner-differs' });
  expect(told((await deployer.create(deployment({}, { ...other, authorize: true }))).changes)).toEqual(['state machine updated']);
});

test('starts runs, lists, tells and stops them', async () => {
  await deployer.create(deployment());
  const parameters = ['alpha', 'beta'].map((name) => ({
    ...{ attribute: name, name, type: 'str' as const, required: name === 'alpha', help: '', hasComputedDefault: false, line: 1 },
  }));
  const start = (values: Readonly<Record<string, string>>) => deployer.trigger({ name: 'train', parameters, values });
  await expect(start({ gamma: '1' })).rejects.toMatchObject({ code: 'sfn.parameter-unknown' });
  await expect(start({ beta: '1' })).rejects.toMatchObject({ code: 'sfn.parameter-missing' });
  await expect(start({ alpha: 'x'.repeat(7000) })).rejects.toMatchObject({ code: 'sfn.parameters-too-large' });
  const { name } = await start({ alpha: '1' });
  expect(aws.asked.at(-1)).toMatchObject({ operation: 'StartExecution', input: { name, input: '{"alpha":"1"}' } });
  expect(await Array.fromAsync(deployer.listRuns('train'))).toMatchObject([{ name, status: 'RUNNING' }]);
  expect(await Array.fromAsync(deployer.listRuns('train', 'FAILED'))).toEqual([]);
  expect(await deployer.status('train', name)).toMatchObject({ status: 'RUNNING' });
  expect(await deployer.terminate('train', name)).toMatchObject({ status: 'ABORTED', error: 'Frazil.Terminated' });
  await expect(deployer.status('train', 'nobody')).rejects.toMatchObject({ code: 'sfn.run-missing' });
  await expect(deployer.status('other', name)).rejects.toMatchObject({ code: 'sfn.machine-missing' });
});

test('deletes all of a flow; definitions stay as long as runs need them', async () => {
  await deployer.create(deployment({ schedule: SCHEDULE }));
  const { name } = await deployer.trigger({ name: 'train', parameters: [], values: {} });
  const own = { owner: 'TrainFlow', authorize: false };
  expect(told(await deployer.delete('train', own))).toEqual(['schedule deleted', 'state machine deleted']);
  await deployer.create(deployment());
  await deployer.terminate('train', name);
  expect(told(await deployer.delete('train', own))).toEqual(['state machine deleted', 'definition deleted', 'definition deleted']);
});

test.each([
  ['sfn.denied', { status: 400, type: 'AccessDeniedException' }],
  ['sfn.credentials-expired', { status: 400, type: 'ExpiredTokenException' }],
  ['sfn.refused', { status: 400, type: 'InvalidDefinition' }],
] as const)('%s', async (code, failure) => {
  aws.fault = () => failure;
  const error = await deployer.create(deployment()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain(SECRET);
});

test('sfn.busy: what is throttled is tried again, then told', { timeout: 60_000 }, async () => {
  let count = 0;
  aws.fault = () => (count++ === 0 ? { status: 400, type: 'ThrottlingException' } : undefined);
  expect(told((await deployer.create(deployment())).changes)).toContain('state machine created');
  aws.fault = () => ({ status: 503, type: 'ServiceUnavailable' });
  await expect(deployer.machine('train')).rejects.toMatchObject({ code: 'sfn.busy' });
});

test('sfn.unreachable: connections that break are tried again, then told', { timeout: 60_000 }, async () => {
  let count = 0;
  aws.fault = () => (count++ === 0 ? 'reset' : undefined);
  expect(told((await deployer.create(deployment())).changes)).toContain('state machine created');
  await expect(deployerAt('http://127.0.0.1:9').machine('train')).rejects.toMatchObject({ code: 'sfn.unreachable' });
});

test.each(['sfn.region-missing', 'sfn.credentials-missing'])('%s', { timeout: 60_000 }, async (code) => {
  const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' });
  try {
    const options = code === 'sfn.region-missing' ? {} : { region: 'eu-west-1', endpoint: aws.endpoint };
    const poor = createStepFunctionsDeployer(options, new AbortController().signal);
    await expect(poor.machine('train')).rejects.toMatchObject({ code });
  } finally {
    for (const name of ['AWS_EC2_METADATA_DISABLED', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(before));
  }
});
