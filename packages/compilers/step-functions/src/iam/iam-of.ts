import type { Json, TaskNode } from '@frazil/core';
import type { Lowering } from '../lower/lowering.ts';
import { arnsOf } from './names-of-resources.ts';
import { allow, policyOf, type Statement, trustOf } from './policy.ts';
import { stateMachineStatements } from './state-machine-statements.ts';

/** The roles that a deployment needs: who may take each, and the least that it must be allowed. Pure. */
export function iamOf(lowering: Lowering, tasks: readonly TaskNode[]): Json {
  const { plan, name, options } = lowering;
  const arns = arnsOf(options);
  const machine = arns.of('states', `stateMachine:${name}`);
  return {
    stateMachineRole: { trust: trustOf('states'), policy: policyOf(stateMachineStatements(lowering, tasks)) },
    jobRole: { trust: trustOf('ecs-tasks'), policy: policyOf(jobStatements(lowering, tasks)) },
    executionRole: { trust: trustOf('ecs-tasks'), policy: policyOf(executionStatements(lowering)) },
    ...(plan.schedule && {
      schedulerRole: { trust: trustOf('scheduler'), policy: policyOf([allow('StartRuns', ['states:StartExecution'], machine)]) },
    }),
  };
}

/** The store's prefix, and the secrets that steps name. */
function jobStatements({ bucket, prefix, options }: Lowering, tasks: readonly TaskNode[]): readonly Statement[] {
  const arns = arnsOf(options);
  const whole = `arn:${arns.partition}:s3:::${bucket}`;
  const actions = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'];
  const secrets = tasks.flatMap((task) => task.secrets).filter(({ provider }) => provider === 'aws-secrets-manager');
  const names = [...new Set(secrets.map(({ id }) => arns.of('secretsmanager', `secret:${id}-??????`)))].sort();
  return [
    allow('UseStore', actions, `${whole}/${prefix}*`),
    allow('ListStore', ['s3:ListBucket'], whole, prefix === '' ? undefined : { StringLike: { 's3:prefix': [`${prefix}*`] } }),
    ...(names.length > 0 ? [allow('ReadSecrets', ['secretsmanager:GetSecretValue'], names)] : []),
  ];
}

/** Images of any registry of the account, and logs. */
function executionStatements({ options }: Lowering): readonly Statement[] {
  const arns = arnsOf(options);
  const group = options.logGroup ?? '/aws/batch/job';
  const images = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  return [
    allow('EnterRegistry', ['ecr:GetAuthorizationToken'], '*'),
    allow('PullImages', images, arns.of('ecr', 'repository/*')),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], arns.of('logs', `log-group:${group}:*`)),
  ];
}
