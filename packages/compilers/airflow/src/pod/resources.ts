import type { Json, TaskNode } from '@frazil/core';
import { sorted } from '../sorted.ts';

/** What a step may use, as Kubernetes spells it; undefined when it asks for nothing. Pure. */
export function resourcesOf({ resources, kubernetes }: TaskNode): Json | undefined {
  const { cpu, memory, disk, gpu } = resources;
  const requests = {
    ...(cpu !== undefined && { cpu: String(cpu) }),
    ...(memory !== undefined && { memory: `${memory}M` }),
    ...(disk !== undefined && { 'ephemeral-storage': `${disk}M` }),
  };
  const gpus = gpu === undefined || gpu === 0 ? {} : { [`${kubernetes?.gpuVendor ?? 'nvidia'}.com/gpu`]: String(gpu) };
  const extended = sorted(kubernetes?.extendedResources ?? {});
  const limits = { ...(kubernetes?.qos === 'Guaranteed' && requests), ...gpus, ...extended };
  const parts = Object.entries({ requests: { ...requests, ...extended }, limits }).filter(([, amounts]) => Object.keys(amounts).length > 0);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
