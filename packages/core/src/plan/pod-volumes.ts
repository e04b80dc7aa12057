import type { Json } from '../canonical.ts';
import { sorted } from '../sorted.ts';
import type { TaskNode } from './plan.ts';

type Fields = Readonly<Record<string, Json>>;

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

/** A volume of a pod, as Kubernetes spells it, and where its step finds it. */
export interface PodVolume {
  readonly volume: Fields & { readonly name: string };
  readonly path: string;
}

/** What a step has mounted beside what all have: shared memory, a folder in memory, claims. Pure. */
export function podVolumes({ resources, kubernetes }: TaskNode): readonly PodVolume[] {
  const { sharedMemory, tmpfs } = resources;
  const claims = Object.entries(sorted(kubernetes?.persistentVolumeClaims ?? {}));
  return [
    ...(sharedMemory === undefined ? [] : [inMemory('shared-memory', '/dev/shm', sharedMemory)]),
    ...(tmpfs === undefined ? [] : [inMemory('tmpfs', tmpfs.path, tmpfs.size)]),
    ...claims.map(([claimName, path], index) => ({ volume: { name: `claim-${index}`, persistentVolumeClaim: { claimName } }, path })),
  ];
}

function inMemory(name: string, path: string, size: number): PodVolume {
  return { volume: { name, emptyDir: { medium: 'Memory', sizeLimit: `${size}M` } }, path };
}
