import type { TaskNode } from '@frazil/core';
import type { Fields } from './manifest.ts';
import { sorted } from './manifest.ts';

/** A volume and where the main container finds it. */
interface Mounted {
  readonly volume: Fields;
  readonly path: string;
}

/** The volumes of every pod: what the init container leaves there, and a place for temporary files. */
export const COMMON_VOLUMES: readonly Fields[] = [
  { name: 'frazil', emptyDir: {} },
  { name: 'tmp', emptyDir: {} },
];

/** Where every container of ours finds {@link COMMON_VOLUMES}. */
export const COMMON_MOUNTS: readonly Fields[] = [
  { name: 'frazil', mountPath: '/frazil' },
  { name: 'tmp', mountPath: '/tmp' },
];

/** What a step has mounted beside what all have: shared memory, a folder in memory, claims. Pure. */
export function ownVolumes({ resources, kubernetes }: TaskNode): readonly Mounted[] {
  const { sharedMemory, tmpfs } = resources;
  const claims = Object.entries(sorted(kubernetes?.persistentVolumeClaims ?? {}));
  return [
    ...(sharedMemory === undefined ? [] : [inMemory('shared-memory', '/dev/shm', sharedMemory)]),
    ...(tmpfs === undefined ? [] : [inMemory('tmpfs', tmpfs.path, tmpfs.size)]),
    ...claims.map(([claimName, path], index) => ({ volume: { name: `claim-${index}`, persistentVolumeClaim: { claimName } }, path })),
  ];
}

function inMemory(name: string, path: string, size: number): Mounted {
  return { volume: { name, emptyDir: { medium: 'Memory', sizeLimit: `${size}M` } }, path };
}
