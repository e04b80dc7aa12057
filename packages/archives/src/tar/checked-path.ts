import { posix } from 'node:path';

/** A path of an archive, made plain. Throws a RangeError for one that leads out of it. Pure. */
export function checkedTarPath(path: string): string {
  const normal = posix.normalize(path).replace(/\/$/, '');
  if (posix.isAbsolute(path) || normal === '..' || normal.startsWith('../') || path.includes('\0')) {
    throw new RangeError(`its ${JSON.stringify(path)} leads out of it`);
  }
  return normal;
}
