import { join, resolve } from 'node:path';
import { type Context, type FrozenEnvironment, type HydratedEnvironment, hexOf } from '@frazil/core';
import { type LayerContents, linkLayers, unpackLayers } from '@frazil/layers';
import { mapLimited } from '../limit.ts';
import { type HydratePlace, storedLayer } from './cached-layer.ts';
import { createLayerCache, type LayerCache } from './layer-cache.ts';
import { inspectDirectory, writeMarker } from './marker.ts';
import { publishDirectory } from './publish-directory.ts';
import { relocate } from './relocate/relocate.ts';

/**
 * Makes a directory out of a frozen environment, from the store alone, every frame verified. Its layers are unpacked once on
 * this machine and linked; a directory that is there and untouched is used as it is, a damaged one is made anew.
 */
export async function hydrate(environment: FrozenEnvironment, place: HydratePlace, context: Context): Promise<HydratedEnvironment> {
  return hydrateFrom(environment, createLayerCache(place), context);
}

/** Like {@link hydrate}, with layers that the same command may have unpacked already. */
export async function hydrateFrom(environment: FrozenEnvironment, cache: LayerCache, context: Context): Promise<HydratedEnvironment> {
  const directory = resolve(cache.place.cacheDirectory, 'environments', hexOf(environment.id));
  if ((await inspectDirectory(directory)) !== 'intact') await hydrateByLinks(environment, directory, cache, context);
  return hydratedAt(directory);
}

/**
 * Makes a directory out of a frozen environment without a cache: for pods, and for exports. A directory that is there must be of
 * the same environment: an untouched one is used as it is, a damaged one is made anew.
 */
export async function hydrateInto(
  environment: FrozenEnvironment,
  target: string,
  { store, cacheDirectory }: HydratePlace,
  context: Context,
): Promise<HydratedEnvironment> {
  const directory = resolve(target);
  if ((await inspectDirectory(directory)) === 'intact') return hydratedAt(directory);
  const layers = await mapLimited(environment.layers, AT_ONCE, (layer) => storedLayer(store, layer));
  await publishDirectory(directory, cacheDirectory, async (filling) => {
    const toUnpack = layers.map(({ source, layer, contents }) => ({ source, reference: layer.layer, contents }));
    await unpackLayers(toUnpack, filling, { signal: context.signal });
    await finish(filling, directory, layers, context);
  });
  return hydratedAt(directory);
}

/** Makes a filled directory good for the place that it is going to have, and says what is in it. */
async function finish(
  filling: string,
  directory: string,
  layers: readonly { readonly contents: LayerContents }[],
  context: Context,
): Promise<void> {
  const contents = layers.map((layer) => layer.contents);
  await writeMarker(filling, contents, await relocate(filling, directory, contents, context));
}

// Tables of contents are small: what counts is the store's latency.
const AT_ONCE = 16;

async function hydrateByLinks(environment: FrozenEnvironment, directory: string, cache: LayerCache, context: Context): Promise<void> {
  const total = environment.layers.reduce((sum, { layer }) => sum + layer.unpackedSize, 0);
  const report = (done: number): void =>
    context.reporter.report({ kind: 'progress', phase: 'hydrate', item: nameOf(environment), done, total, unit: 'bytes' });
  let done = 0;
  report(done);
  const unpacked = await mapLimited(environment.layers, AT_ONCE, async (layer) => {
    const cached = await cache.unpacked(layer, context);
    done += layer.layer.unpackedSize;
    report(done);
    return cached;
  });
  await publishDirectory(directory, cache.place.cacheDirectory, async (filling) => {
    await linkLayers(unpacked, filling, { signal: context.signal });
    await finish(filling, directory, unpacked, context);
  });
}

function nameOf(environment: FrozenEnvironment): string {
  return `Python ${environment.python} with ${environment.layers.length - 1} packages`;
}

function hydratedAt(directory: string): HydratedEnvironment {
  return { directory, python: join(directory, 'bin', 'python3') };
}
