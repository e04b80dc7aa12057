import type { TaskNode } from '@frazil/core';
import { stepFunctionsErrors } from '../errors.ts';
import { locationOf } from '../location-of.ts';

/** CPUs and megabytes. */
export interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** What the init container and the step's own get; together they are what the job takes. */
export interface TaskSize {
  readonly total: Size;
  readonly hydrate: Size;
  readonly main: Size;
}

/** Unpacking keeps a few parts in memory at once. */
const HYDRATE_MEMORY = 1024;
/** What Metaflow gives to steps that ask for nothing. */
const DEFAULT_MEMORY = 4096;

/**
 * On EC2, where CPUs are whole and shared by weight: the init container's CPU comes out of the step's, for it is over when the
 * step begins, and a container may use what others leave. Its memory is on top, for memory is a hard limit. Pure.
 */
export function sizeOnEc2({ resources }: TaskNode): TaskSize {
  const cpu = Math.max(2, Math.ceil(resources.cpu ?? 1));
  const hydrate = { cpu: 1, memory: HYDRATE_MEMORY };
  const main = { cpu: cpu - hydrate.cpu, memory: Math.ceil(resources.memory ?? DEFAULT_MEMORY) };
  return { total: { cpu, memory: main.memory + hydrate.memory }, hydrate, main };
}

/** The same on Fargate, where the whole is the smallest that there is. Pure. */
export function sizeOnFargate(task: TaskNode, file: string): TaskSize {
  const hydrate = { cpu: 0.25, memory: HYDRATE_MEMORY };
  const cpu = Math.max(2 * hydrate.cpu, task.resources.cpu ?? 1);
  const memory = (task.resources.memory ?? DEFAULT_MEMORY) + hydrate.memory;
  const total = fargateSizeFor({ cpu, memory });
  if (total === undefined) {
    throw stepFunctionsErrors.create('sfn.fargate-too-large', { step: task.step.name, cpu, memory }, locationOf(task, file));
  }
  return { total, hydrate, main: { cpu: total.cpu - hydrate.cpu, memory: total.memory - hydrate.memory } };
}

/** What Fargate has: CPUs, and from, to and by how many megabytes. */
const FARGATE: readonly (readonly [cpu: number, from: number, to: number, by: number])[] = [
  [0.5, 1024, 4096, 1024],
  [1, 2048, 8192, 1024],
  [2, 4096, 16_384, 1024],
  [4, 8192, 30_720, 1024],
  [8, 16_384, 61_440, 4096],
  [16, 32_768, 122_880, 8192],
];

function fargateSizeFor({ cpu, memory }: Size): Size | undefined {
  const row = FARGATE.find(([has, , most]) => has >= cpu && most >= memory);
  if (row === undefined) return undefined;
  const [has, from, , by] = row;
  return { cpu: has, memory: from + Math.max(0, Math.ceil((memory - from) / by)) * by };
}
