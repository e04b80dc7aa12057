import { fileFor, type LockedEnvironment, type LockedFile, type LockedPackage, type Platform } from '@frazil/core';

/** The packages of a lock that one platform has, each with its file. Pure. */
export function filesFor(locked: LockedEnvironment, platform: Platform): readonly (readonly [LockedPackage, LockedFile])[] {
  return locked.packages.flatMap((each) => {
    const file = fileFor(each, platform);
    return file === undefined ? [] : [[each, file] as const];
  });
}
