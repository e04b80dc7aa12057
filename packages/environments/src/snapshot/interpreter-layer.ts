import { join } from 'node:path';
import {
  type Context,
  digestFromHex,
  type EnvironmentLayer,
  interpreterFor,
  keys,
  type LockedEnvironment,
  type LockedInterpreter,
  type Platform,
} from '@frazil/core';
import type { SnapshotPlugins } from './snapshot-plugins.ts';

/** The layer of a locked interpreter for one platform, made and stored when it isn't there. */
export async function interpreterLayer(
  interpreter: LockedInterpreter,
  platform: Platform,
  { store, interpreters, layers }: Pick<SnapshotPlugins, 'store' | 'interpreters' | 'layers'>,
  context: Context,
): Promise<EnvironmentLayer> {
  const layer = await layers.make({
    name: `interpreter ${interpreters.recipe(interpreter, platform)}`,
    make: async (folder, output) => {
      const original = join(folder, 'original');
      const made = await interpreters.pack(interpreter, platform, { layer: output, original }, context);
      if (interpreter.sha256 !== undefined) await store.putFileIfAbsent(keys.original(digestFromHex(interpreter.sha256)), original);
      return made;
    },
  });
  return { kind: 'interpreter', name: 'python', version: interpreter.version, layer };
}

/** The interpreter of a platform that a lock must have. Pure. */
export function lockedInterpreter(locked: LockedEnvironment, platform: Platform): LockedInterpreter {
  const interpreter = interpreterFor(locked, platform);
  if (interpreter === undefined) throw new TypeError(`the lock has no interpreter for ${platform}`);
  return interpreter;
}
