import type { TaskNode } from '@frazil/core';
import type { Lowering } from '../lower/lowering.ts';
import { anyDefinitionName } from '../names.ts';
import type { BatchCompute, EcsCompute } from '../options.ts';
import { queueOf } from '../tasks/batch-service.ts';
import { type Arns, arnsOf } from './names-of-resources.ts';
import { allow, type Statement } from './policy.ts';

/** What the state machine does itself: starts tasks, reads their documents, starts the executions of distributed Maps. Pure. */
export function stateMachineStatements(lowering: Lowering, tasks: readonly TaskNode[]): readonly Statement[] {
  const { plan, name, options, bucket, prefix } = lowering;
  const arns = arnsOf(options);
  const { compute, notify } = options;
  const hasDocuments = tasks.some(({ step }) => ['foreach', 'gang', 'switch'].includes(step.next.kind));
  const documents = `arn:${arns.partition}:s3:::${bucket}/${prefix}engine/${plan.flow}/*`;
  const executions = [arns.of('states', `execution:${name}:*`), arns.of('states', `execution:${name}/*`)];
  return [
    ...(compute.kind === 'batch' ? batchStatements(lowering, arns, compute, tasks) : ecsStatements(lowering, arns, compute, tasks)),
    ...(hasDocuments ? [allow('ReadDocuments', ['s3:GetObject'], documents)] : []),
    ...(hasDistributedMap(lowering, tasks)
      ? [
          allow('StartItems', ['states:StartExecution'], arns.of('states', `stateMachine:${name}`)),
          allow('WatchItems', ['states:DescribeExecution', 'states:StopExecution'], executions),
        ]
      : []),
    ...(notify ? [allow('Notify', ['sns:Publish'], notify.topic)] : []),
  ];
}

/** Whether an item may run as an execution of its own; a nested foreach is at worst taken for one that isn't. */
function hasDistributedMap({ modeOf }: Lowering, tasks: readonly TaskNode[]): boolean {
  return tasks.some(
    ({ step }) => step.next.kind === 'gang' || (step.next.kind === 'foreach' && modeOf(step.name, false) === 'distributed'),
  );
}

function batchStatements({ name }: Lowering, arns: Arns, compute: BatchCompute, tasks: readonly TaskNode[]): readonly Statement[] {
  const queues = [...new Set([compute.queue, ...tasks.map((task) => queueOf(task, compute))])];
  const definitions = arns.of('batch', `job-definition/${anyDefinitionName(name)}`);
  const jobs = [definitions, `${definitions}:*`];
  return [
    allow(
      'StartJobs',
      ['batch:SubmitJob', 'batch:TagResource'],
      [...queues.map((queue) => queueArn(arns, queue)), ...jobs, arns.of('batch', 'job/*')],
    ),
    allow('StopJobs', ['batch:TerminateJob'], arns.of('batch', 'job/*')),
    // It can't be limited to jobs.
    allow('WatchJobs', ['batch:DescribeJobs'], '*'),
    hearOfEnds(arns, 'StepFunctionsGetEventsForBatchJobsRule'),
  ];
}

function queueArn(arns: Arns, queue: string): string {
  return queue.startsWith('arn:') ? queue : arns.of('batch', `job-queue/${queue}`);
}

function ecsStatements({ name, options }: Lowering, arns: Arns, { cluster }: EcsCompute, tasks: readonly TaskNode[]): readonly Statement[] {
  const { roles } = options;
  const clusterArn = cluster.startsWith('arn:') ? cluster : arns.of('ecs', `cluster/${cluster}`);
  const inCluster = { ArnEquals: { 'ecs:cluster': clusterArn } };
  const passed = [roles.job, roles.execution, ...tasks.flatMap(({ batch }) => [batch?.iamRole, batch?.executionRole])];
  const passedRoles = [...new Set(passed.filter((role) => role !== undefined))].sort();
  return [
    allow('StartTasks', ['ecs:RunTask', 'ecs:TagResource'], arns.of('ecs', `task-definition/${anyDefinitionName(name)}:*`), inCluster),
    allow('WatchTasks', ['ecs:DescribeTasks', 'ecs:StopTask'], arns.of('ecs', 'task/*'), inCluster),
    allow('PassRoles', ['iam:PassRole'], passedRoles, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
    hearOfEnds(arns, 'StepFunctionsGetEventsForECSTaskRule'),
  ];
}

/** Step Functions hears of the end of jobs and tasks by a rule that it makes itself. */
function hearOfEnds(arns: Arns, rule: string): Statement {
  return allow('HearOfEnds', ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'], arns.of('events', `rule/${rule}`));
}
