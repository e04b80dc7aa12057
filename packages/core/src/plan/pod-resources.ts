import { sorted } from '../sorted.ts';
import type { TaskNode } from './plan.ts';
import type { Resources } from './settings.ts';

type Amounts = Readonly<Record<string, string>>;

/** What a container of a pod may use, as Kubernetes spells it; what is empty is absent. */
export type ContainerResources = Readonly<Partial<Record<'requests' | 'limits', Amounts>>>;

/** What a task's main container may use; undefined when it asks for nothing. Pure. */
export function mainResources({ resources, kubernetes }: TaskNode): ContainerResources | undefined {
  const asked = askedOf(resources);
  const { gpu = 0 } = resources;
  const gpus = gpu === 0 ? {} : { [`${kubernetes?.gpuVendor ?? 'nvidia'}.com/gpu`]: String(gpu) };
  const extended = sorted(kubernetes?.extendedResources ?? {});
  return withLimits({ ...asked, ...extended }, { ...(kubernetes?.qos === 'Guaranteed' && asked), ...gpus, ...extended });
}

/** What its init container may use: as much, but the accelerators, so that a pod takes no more for having one. Pure. */
export function initResources({ resources, kubernetes }: TaskNode): ContainerResources | undefined {
  const asked = askedOf(resources);
  return withLimits(asked, kubernetes?.qos === 'Guaranteed' ? asked : {});
}

function askedOf({ cpu, memory, disk }: Resources): Amounts {
  return {
    ...(cpu !== undefined && { cpu: String(cpu) }),
    ...(memory !== undefined && { memory: `${memory}M` }),
    ...(disk !== undefined && { 'ephemeral-storage': `${disk}M` }),
  };
}

function withLimits(requests: Amounts, limits: Amounts): ContainerResources | undefined {
  const parts = Object.entries({ requests, limits }).filter(([, amounts]) => Object.keys(amounts).length > 0);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
