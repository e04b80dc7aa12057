import { isFrazilError, type Step } from '@frazil/core';
import { expect, test } from 'vitest';
import type { StepFunctionsOptions } from './options.ts';
import { compiled, ECS, FARGATE, OPTIONS, TARGET } from './testing/compiled.ts';
import { decorator, END, planOf, SHAPES, step, to } from './testing/shapes.ts';

const LINEAR = SHAPES.linear;

const with1 = (...decorators: ReturnType<typeof decorator>[]): readonly Step[] => [
  step('start', to('end'), decorators),
  step('end', END()),
];

interface Refusal {
  readonly code: string;
  readonly steps?: readonly Step[];
  readonly options?: Partial<StepFunctionsOptions>;
  /** Of the flow's class. */
  readonly decorators?: ReturnType<typeof decorator>[];
}

const ONLY_JOB = { job: OPTIONS.roles.job };

const REFUSALS: readonly Refusal[] = [
  { code: 'sfn.name', options: { name: 'my flow' } },
  { code: 'sfn.trigger-unsupported', decorators: [decorator('trigger', { event: 'uploaded' })] },
  { code: 'sfn.trigger-unsupported', decorators: [decorator('trigger_on_finish', { flow: 'Other' })] },
  { code: 'sfn.exit-hook-unsupported', decorators: [decorator('exit_hook', { on_error: ['tell'] })] },
  { code: 'sfn.schedule-unsupported', decorators: [decorator('schedule', { cron: '0 0 1 * 1' })] },
  { code: 'sfn.schedule-unsupported', decorators: [decorator('schedule', { cron: '61 0 * * *' })] },
  { code: 'sfn.role-missing', options: { roles: ONLY_JOB }, decorators: [decorator('schedule', { daily: true })] },
  { code: 'sfn.role-missing', options: { roles: ONLY_JOB, compute: FARGATE } },
  { code: 'sfn.fargate-unsupported', steps: with1(decorator('resources', { gpu: 1 })), options: { compute: FARGATE } },
  { code: 'sfn.fargate-unsupported', steps: with1(decorator('batch', { host_volumes: ['/data'] })), options: { compute: ECS } },
  { code: 'sfn.fargate-unsupported', steps: with1(decorator('batch', { privileged: true })), options: { compute: ECS } },
  { code: 'sfn.fargate-too-large', steps: with1(decorator('resources', { memory: 200_000 })), options: { compute: FARGATE } },
  { code: 'sfn.variable-reserved', steps: with1(decorator('environment', { vars: { FRAZIL_STEP: 'other' } })) },
  { code: 'sfn.kubernetes-unsupported', steps: with1(decorator('kubernetes', { image: 'team/base:1' })) },
  { code: 'sfn.map-unknown', options: { maps: { middle: 'inline' } } },
];

test.each(REFUSALS)('$code', ({ code, steps = LINEAR, options = {}, decorators = [] }) => {
  expect(() => compiled(planOf(steps, { decorators }), options)).toThrow(expect.objectContaining({ code }));
});

test('every refusal says where, what is wrong and what to do', async () => {
  const texts = REFUSALS.map(({ steps = LINEAR, options = {}, decorators = [] }) =>
    refusalOf(() => compiled(planOf(steps, { decorators }), options)),
  );
  await expect(`${texts.join('\n')}\n`).toMatchFileSnapshot('golden/refusals.txt');
});

function refusalOf(refused: () => unknown): string {
  try {
    refused();
  } catch (error) {
    if (isFrazilError(error)) {
      const { file, line } = error.location ?? {};
      return `${[file, line].filter((part) => part !== undefined).join(':')} ${error.code}: ${error.message}\nhint: ${error.hint}`;
    }
  }
  return 'not refused';
}

test('a store that is not in S3 is refused: sfn.store-not-s3', () => {
  expect(() => compiled(planOf(LINEAR), {}, { ...TARGET, store: '/home/me/store' })).toThrow(
    expect.objectContaining({ code: 'sfn.store-not-s3' }),
  );
});
