import type { Resources, TaskNode } from '@frazil/core';
import { type Fields, sorted } from './manifest.ts';

/** What a task's main container may use. Undefined when it asks for nothing. Pure. */
export function resourcesOf({ resources, kubernetes }: TaskNode): Fields | undefined {
  const asked = askedOf(resources);
  const gpus =
    resources.gpu === undefined || resources.gpu === 0 ? {} : { [`${kubernetes?.gpuVendor ?? 'nvidia'}.com/gpu`]: String(resources.gpu) };
  const extended = sorted(kubernetes?.extendedResources ?? {});
  return withLimits({ ...asked, ...extended }, { ...(kubernetes?.qos === 'Guaranteed' && asked), ...gpus, ...extended });
}

/** What the init container may use: as much, but the accelerators, so that a pod takes no more for having one. Pure. */
export function initResourcesOf({ resources, kubernetes }: TaskNode): Fields | undefined {
  const asked = askedOf(resources);
  return withLimits(asked, kubernetes?.qos === 'Guaranteed' ? asked : {});
}

function askedOf({ cpu, memory, disk }: Resources): Readonly<Record<string, string>> {
  return {
    ...(cpu !== undefined && { cpu: String(cpu) }),
    ...(memory !== undefined && { memory: `${memory}M` }),
    ...(disk !== undefined && { 'ephemeral-storage': `${disk}M` }),
  };
}

function withLimits(requests: Readonly<Record<string, string>>, limits: Readonly<Record<string, string>>): Fields | undefined {
  const isEmpty = (members: object): boolean => Object.keys(members).length === 0;
  if (isEmpty(requests) && isEmpty(limits)) return undefined;
  return { requests: isEmpty(requests) ? undefined : requests, limits: isEmpty(limits) ? undefined : limits };
}
