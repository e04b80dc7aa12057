import type { Json, TaskNode } from '@frazil/core';
import type { BatchCompute } from '../options.ts';
import {
  type DefinitionInput,
  HYDRATE_SECONDS,
  logConfigurationOf,
  mountPointsOf,
  stepVolumesOf,
  tagsOf,
  VOLUMES,
  variablesOf,
} from './container.ts';
import { linuxParametersOf } from './linux-parameters.ts';
import { type Size, sizeOnEc2, sizeOnFargate } from './task-size.ts';

/** What AWS Batch is asked to register, but for the name. */
export type DefinitionContent = Readonly<Record<string, Json | undefined>>;

/** The job of a step: an init container that makes the environment, and the step's own, which starts when that has succeeded. Pure. */
export function jobDefinitionOf(input: DefinitionInput, compute: BatchCompute, task: TaskNode): DefinitionContent {
  const size = compute.platform === 'EC2' ? sizeOnEc2(task) : sizeOnFargate(task, input.file);
  const hydrate = {
    name: 'hydrate',
    image: input.target.workerImage,
    essential: false,
    command: ['frazil-worker', 'hydrate'],
    ...containerOf(input, undefined),
    resourceRequirements: requirementsOf(size.hydrate),
  };
  const main = {
    name: 'main',
    image: task.batch?.image ?? input.target.baseImage,
    essential: true,
    command: ['/frazil/worker', 'task'],
    dependsOn: [{ containerName: 'hydrate', condition: 'SUCCESS' }],
    ...containerOf(input, task),
    resourceRequirements: [
      ...requirementsOf(size.main),
      ...(task.resources.gpu ? [{ type: 'GPU', value: String(task.resources.gpu) }] : []),
    ],
    linuxParameters: linuxParametersOf(task),
  };
  const timeout = task.timeout === undefined ? undefined : { attemptDurationSeconds: Math.ceil(task.timeout) + HYDRATE_SECONDS };
  return {
    ...definitionOf(input, compute, { containers: [hydrate, main], task }),
    timeout,
  };
}

/** The job that marks a run as failed: the worker alone. Pure. */
export function finishDefinitionOf(input: DefinitionInput, compute: BatchCompute): DefinitionContent {
  const smallest: Size = compute.platform === 'EC2' ? { cpu: 1, memory: 512 } : { cpu: 0.25, memory: 512 };
  const main = {
    name: 'main',
    image: input.target.workerImage,
    essential: true,
    command: ['frazil-worker', 'finish'],
    ...containerOf(input, undefined),
    resourceRequirements: requirementsOf(smallest),
  };
  return definitionOf(input, compute, { containers: [main], task: undefined });
}

interface TaskProperties {
  readonly containers: readonly Json[];
  readonly task: TaskNode | undefined;
}

/** Step Functions tries again, so that the attempt's number reaches the task: Batch tries once. */
function definitionOf(input: DefinitionInput, compute: BatchCompute, { containers, task }: TaskProperties): DefinitionContent {
  const { roles } = input.options;
  return {
    type: 'container',
    platformCapabilities: [compute.platform],
    propagateTags: true,
    tags: tagsOf(input, task),
    retryStrategy: { attempts: 1 },
    ecsProperties: {
      taskProperties: [
        {
          taskRoleArn: task?.batch?.iamRole ?? roles.job,
          executionRoleArn: task?.batch?.executionRole ?? roles.execution,
          ...(compute.platform === 'FARGATE' && fargateProperties(compute, task)),
          volumes: [...Object.keys(VOLUMES).map((name) => ({ name })), ...stepVolumesOf(task).map(({ volume }) => volume)],
          containers,
        },
      ],
    },
  };
}

function fargateProperties({ assignPublicIp }: BatchCompute, task: TaskNode | undefined): DefinitionContent {
  const gigabytes = Math.max(Math.ceil((task?.resources.disk ?? 0) / 1024), task?.batch?.ephemeralStorage ?? 0);
  return {
    platformVersion: 'LATEST',
    networkConfiguration: { assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED' },
    // It has 20 without being asked, and is asked for 21 and more.
    ...(gigabytes > 20 && { ephemeralStorage: { sizeInGiB: gigabytes } }),
  };
}

function containerOf(input: DefinitionInput, task: TaskNode | undefined): DefinitionContent {
  return {
    environment: variablesOf(input, task),
    mountPoints: mountPointsOf(task),
    readonlyRootFilesystem: true,
    privileged: task?.batch?.privileged ?? false,
    user: input.options.user ?? '1000:1000',
    logConfiguration: logConfigurationOf(input, task),
  };
}

function requirementsOf({ cpu, memory }: Size): readonly Json[] {
  return [
    { type: 'VCPU', value: String(cpu) },
    { type: 'MEMORY', value: String(memory) },
  ];
}
