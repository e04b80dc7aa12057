import type { LockedFile } from '@frazil/core';

// Raised with every change that gives another layer for the same package.
const VERSION = 1;

/** What decides the layer of a package beside its bytes: these rules and, where modules are compiled and placed, the Python. Pure. */
export function packageRecipe({ subdir }: LockedFile, pythonVersion: string): string {
  return `conda/${VERSION} ${subdir}${isCompiled({ subdir }) ? ` cpython/${pythonVersion}` : ''}`;
}

/** Whether making the layer of a package may take a Python: only what is for all platforms comes without `.pyc` files. Pure. */
export function isCompiled({ subdir }: Pick<LockedFile, 'subdir'>): boolean {
  return subdir === 'noarch';
}
