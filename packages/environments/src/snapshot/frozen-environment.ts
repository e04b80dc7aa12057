import { type EnvironmentLayer, type FrozenEnvironment, idOfEnvironment, type Platform } from '@frazil/core';

/** The frozen environment that layers make, the interpreter's first. Pure. */
export function frozenEnvironment(platform: Platform, layers: readonly EnvironmentLayer[]): FrozenEnvironment {
  const python = layers[0]?.version ?? '';
  return { schema: 1, id: idOfEnvironment(platform, layers), platform, python, layers };
}
