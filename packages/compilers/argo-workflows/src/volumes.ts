import type { Fields } from './manifest.ts';

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
