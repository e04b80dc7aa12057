import { type CompiledFile, type DeployTarget, digestOf, type Plan } from '@frazil/core';
import { compileStepFunctions } from '../compile.ts';
import type { BatchCompute, EcsCompute, StepFunctionsOptions } from '../options.ts';

const ROLE = 'arn:aws:iam::123456789012:role';

const BATCH: BatchCompute = { kind: 'batch', queue: 'science', platform: 'EC2', assignPublicIp: false };

export const FARGATE: BatchCompute = { ...BATCH, platform: 'FARGATE' };

export const ECS: EcsCompute = {
  kind: 'ecs',
  cluster: 'science',
  subnets: ['subnet-1', 'subnet-2'],
  securityGroups: ['sg-1'],
  assignPublicIp: false,
};

export const OPTIONS: StepFunctionsOptions = {
  compute: BATCH,
  roles: { job: `${ROLE}/job`, execution: `${ROLE}/execution`, scheduler: `${ROLE}/scheduler` },
  region: 'eu-west-1',
  account: '123456789012',
};

export const TARGET: DeployTarget = {
  store: 's3://flows/team',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/worker@${digestOf('worker')}`,
  baseImage: 'registry.example/base:12',
  variables: { AWS_REGION: 'eu-west-1' },
  labels: { owner: 'science' },
};

/** What a plan becomes, by the name of the file. */
export function compiled(
  plan: Plan,
  options: Partial<StepFunctionsOptions> = {},
  target: DeployTarget = TARGET,
): ReadonlyMap<string, string> {
  const files: readonly CompiledFile[] = compileStepFunctions.compile({ plan, target, options: { ...OPTIONS, ...options } });
  return new Map(files.map(({ name, text }) => [name, text]));
}
