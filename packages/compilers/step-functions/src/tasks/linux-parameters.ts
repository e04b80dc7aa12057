import type { Json, TaskNode } from '@frazil/core';

/** What a container gets of the machine's kernel and devices; undefined when the step asks for nothing of it. Pure. */
export function linuxParametersOf({ resources, batch }: TaskNode): Json | undefined {
  const { sharedMemory, tmpfs } = resources;
  const devices = [...devicesOf('/dev/neuron', batch?.inferentia), ...devicesOf('/dev/infiniband/uverbs', batch?.efa)];
  const parameters = {
    ...(sharedMemory !== undefined && { sharedMemorySize: Math.ceil(sharedMemory) }),
    ...(tmpfs && { tmpfs: [{ containerPath: tmpfs.path, size: Math.ceil(tmpfs.size) }] }),
    ...(batch?.maxSwap !== undefined && { maxSwap: batch.maxSwap }),
    ...(batch?.swappiness !== undefined && { swappiness: batch.swappiness }),
    ...(devices.length > 0 && { devices }),
  };
  return Object.keys(parameters).length > 0 ? parameters : undefined;
}

function devicesOf(path: string, count = 0): readonly Json[] {
  return Array.from({ length: count }, (_, index) => {
    const device = `${path}${index}`;
    return { hostPath: device, containerPath: device, permissions: ['READ', 'WRITE'] };
  });
}
