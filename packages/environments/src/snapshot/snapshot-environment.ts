import {
  type Context,
  type Digest,
  digestOfJson,
  type EnvironmentLayer,
  FrozenEnvironment,
  idOfEnvironment,
  keys,
  type LockedEnvironment,
  type Platform,
  type Store,
} from '@frazil/core';
import { filesFor } from './files-for.ts';
import { frozenEnvironment } from './frozen-environment.ts';
import { interpreterLayer, lockedInterpreter } from './interpreter-layer.ts';
import { getJson, putJson } from './json-values.ts';
import { packageLayers } from './package-layers.ts';
import type { SnapshotInput } from './snapshot-input.ts';
import type { SnapshotPlugins } from './snapshot-plugins.ts';

/** Stores the originals and layers of a locked environment for one platform; what is there already isn't made again. */
export async function snapshotEnvironment(input: SnapshotInput, plugins: SnapshotPlugins, context: Context): Promise<FrozenEnvironment> {
  const key = keys.frozen(digestOfLocked(input.locked, input.platform, plugins));
  const known = await getJson(plugins.store, key, FrozenEnvironment);
  if (known !== undefined && isWhole(known) && (await hasLayers(plugins.store, known))) return known;
  const environment = frozenEnvironment(input.platform, await allLayers(input, plugins, context));
  await putJson(plugins.store, keys.environment(environment.id), environment);
  await putJson(plugins.store, key, environment);
  return environment;
}

/** All that decides the layers of a locked environment on one platform. */
function digestOfLocked(locked: LockedEnvironment, platform: Platform, { interpreters, ecosystem }: SnapshotPlugins): Digest {
  const interpreter = lockedInterpreter(locked, platform);
  return digestOfJson({
    platform,
    interpreter: interpreters.recipe(interpreter, platform),
    packages: filesFor(locked, platform).map(([, file]) => [file.sha256, ecosystem.recipe(file, interpreter.version)]),
  });
}

/** Whether a record still says what it said: its id is a digest of the rest that matters. */
function isWhole({ id, platform, layers }: FrozenEnvironment): boolean {
  return id === idOfEnvironment(platform, layers);
}

async function hasLayers(store: Store, environment: FrozenEnvironment): Promise<boolean> {
  const sizes = await Promise.all(environment.layers.map(({ layer }) => store.size(keys.layer(layer.digest))));
  return environment.layers.every(({ layer }, index) => sizes[index] === layer.size);
}

/** The layers of an environment, the interpreter's first. */
async function allLayers(input: SnapshotInput, plugins: SnapshotPlugins, context: Context): Promise<readonly EnvironmentLayer[]> {
  if (lockedInterpreter(input.locked, input.platform).package === undefined) {
    const [interpreter, packages] = await allSettledOrThrow([
      ownInterpreter(input, plugins, context),
      packageLayers(input, plugins, context),
    ]);
    return [interpreter, ...packages];
  }
  const layers = await packageLayers(input, plugins, context);
  return [...layers.filter(({ kind }) => kind === 'interpreter'), ...layers.filter(({ kind }) => kind !== 'interpreter')];
}

async function ownInterpreter(input: SnapshotInput, plugins: SnapshotPlugins, context: Context): Promise<EnvironmentLayer> {
  const layer = await interpreterLayer(lockedInterpreter(input.locked, input.platform), input.platform, plugins, context);
  if (input.isHydrated) plugins.unpack(layer, context);
  return layer;
}

/** All results, or the first failure once nothing is at work any more. */
async function allSettledOrThrow<First, Second>(work: readonly [Promise<First>, Promise<Second>]): Promise<[First, Second]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
