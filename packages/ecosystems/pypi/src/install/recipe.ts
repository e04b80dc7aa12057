import type { LockedFile } from '@frazil/core';

// Raised with every change that gives another layer for the same wheel.
const VERSION = 1;

/**
 * What decides the layer of a wheel beside its bytes: these rules and the Python that compiles, to the patch, for patches of one
 * minor don't always compile alike. Pure.
 */
export function wheelRecipe(_file: LockedFile, pythonVersion: string): string {
  return `wheel/${VERSION} cpython/${pythonVersion}`;
}
