import type { LockedInterpreter, Platform } from '@frazil/core';

/** Raised when the same interpreter gives another layer than before. */
const RECIPE_VERSION = 2;

/** Names everything that decides the layer of a locked interpreter. Pure. */
export function recipeOf({ provider, version, build, sha256 }: LockedInterpreter, platform: Platform): string {
  return `interpreter ${RECIPE_VERSION} ${provider} ${version} ${build ?? '-'} ${sha256 ?? '-'} ${platform}`;
}
