import type { Json, TaskNode } from '@frazil/core';
import { type DefinitionInput, logConfigurationOf, mountPointsOf, stepVolumesOf, tagsOf, VOLUMES, variablesOf } from './container.ts';
import type { DefinitionContent } from './job-definition.ts';
import { type Size, sizeOnFargate } from './task-size.ts';

/** The ECS task of a step: an init container that makes the environment, and the step's own, which starts when that has succeeded. Pure. */
export function taskDefinitionOf(input: DefinitionInput, task: TaskNode): DefinitionContent {
  const hydrate = {
    name: 'hydrate',
    image: input.target.workerImage,
    essential: false,
    entryPoint: ['frazil-worker'],
    command: ['hydrate'],
    ...containerOf(input, undefined),
  };
  const main = {
    name: 'main',
    image: task.batch?.image ?? input.target.baseImage,
    essential: true,
    entryPoint: ['/frazil/worker'],
    command: ['task'],
    dependsOn: [{ containerName: 'hydrate', condition: 'SUCCESS' }],
    ...containerOf(input, task),
  };
  return definitionOf(input, sizeOnFargate(task, input.file).total, [hydrate, main], task);
}

/** The ECS task that marks a run as failed: the worker alone. Pure. */
export function finishTaskDefinitionOf(input: DefinitionInput): DefinitionContent {
  const main = {
    name: 'main',
    image: input.target.workerImage,
    essential: true,
    entryPoint: ['frazil-worker'],
    command: ['finish'],
    ...containerOf(input, undefined),
  };
  return definitionOf(input, { cpu: 0.25, memory: 512 }, [main], undefined);
}

function definitionOf(input: DefinitionInput, size: Size, containers: readonly Json[], task: TaskNode | undefined): DefinitionContent {
  const { roles } = input.options;
  const gigabytes = Math.max(Math.ceil((task?.resources.disk ?? 0) / 1024), task?.batch?.ephemeralStorage ?? 0);
  return {
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(size.cpu * 1024),
    memory: String(size.memory),
    taskRoleArn: task?.batch?.iamRole ?? roles.job,
    executionRoleArn: task?.batch?.executionRole ?? roles.execution,
    ...(gigabytes > 20 && { ephemeralStorage: { sizeInGiB: gigabytes } }),
    volumes: [...Object.keys(VOLUMES).map((name) => ({ name })), ...stepVolumesOf(task).map(({ volume }) => volume)],
    containerDefinitions: containers,
    tags: Object.entries(tagsOf(input, task)).map(([key, value]) => ({ key, value })),
  };
}

function containerOf(input: DefinitionInput, task: TaskNode | undefined): DefinitionContent {
  return {
    environment: variablesOf(input, task),
    mountPoints: mountPointsOf(task),
    readonlyRootFilesystem: true,
    privileged: false,
    user: input.options.user ?? '1000:1000',
    linuxParameters: { capabilities: { drop: ['ALL'] }, initProcessEnabled: true },
    logConfiguration: logConfigurationOf(input, task),
  };
}
