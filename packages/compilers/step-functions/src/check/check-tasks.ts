import type { Plan, TaskNode } from '@frazil/core';
import { stepFunctionsErrors } from '../errors.ts';
import { locationOf } from '../location-of.ts';
import type { StepFunctionsOptions } from '../options.ts';

/** Throws for what a step asks for and its service hasn't got. Pure. */
export function checkTasks({ flow, file }: Plan, tasks: readonly TaskNode[], { compute, roles, maps = {} }: StepFunctionsOptions): void {
  const isFargate = compute.kind === 'ecs' || compute.platform === 'FARGATE';
  if (isFargate && roles.execution === undefined && tasks.some(({ batch }) => batch?.executionRole === undefined)) {
    const details = { flow, role: 'execution', reason: 'Fargate pulls images in the name of that role' };
    throw stepFunctionsErrors.create('sfn.role-missing', details, { location: { file } });
  }
  for (const task of tasks) {
    checkVariables(task, file);
    if (task.kubernetes && !task.batch) {
      throw stepFunctionsErrors.create('sfn.kubernetes-unsupported', { step: task.step.name }, locationOf(task, file));
    }
    if (isFargate) checkFargate(task, file);
  }
  const step = Object.keys(maps).find((name) => !tasks.some((task) => task.step.name === name && task.step.next.kind === 'foreach'));
  if (step !== undefined) throw stepFunctionsErrors.create('sfn.map-unknown', { step }, { location: { file } });
}

function checkVariables(task: TaskNode, file: string): void {
  const variable = Object.keys(task.variables).find((name) => /^(FRAZIL_|AWS_BATCH)/.test(name));
  if (variable === undefined) return;
  throw stepFunctionsErrors.create('sfn.variable-reserved', { step: task.step.name, variable }, locationOf(task, file));
}

function checkFargate(task: TaskNode, file: string): void {
  const what = beyondFargate(task);
  if (what !== undefined)
    throw stepFunctionsErrors.create('sfn.fargate-unsupported', { step: task.step.name, what }, locationOf(task, file));
}

function beyondFargate({ resources, batch }: TaskNode): string | undefined {
  const asked: Readonly<Record<string, unknown>> = {
    GPUs: resources.gpu,
    'shared memory': resources.sharedMemory,
    'a folder in memory': resources.tmpfs,
    'folders of the machine': batch?.hostVolumes.length,
    accelerators: batch?.inferentia,
    'EFA devices': batch?.efa,
    'privileged containers': batch?.privileged,
    swap: batch?.maxSwap ?? batch?.swappiness,
  };
  return Object.keys(asked).find((what) => asked[what]);
}
