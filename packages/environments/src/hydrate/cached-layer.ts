import { join } from 'node:path';
import { type Context, type EnvironmentLayer, hexOf, isFrazilError, keys, type Store } from '@frazil/core';
import { type LayerContents, type LayerSource, openLayer, type UnpackedLayer, unpackLayers } from '@frazil/layers';
import { environmentErrors } from '../errors.ts';
import { layerSource } from '../snapshot/layer-source.ts';
import { inspectDirectory, writeMarker } from './marker.ts';
import { publishDirectory } from './publish-directory.ts';

/** Where environments come from and where they are unpacked. */
export interface HydratePlace {
  readonly store: Store;
  readonly cacheDirectory: string;
}

/** A layer of the store with its verified table of contents. */
export interface StoredLayer {
  readonly layer: EnvironmentLayer;
  readonly source: LayerSource;
  readonly contents: LayerContents;
}

/** Finds a layer in the store and reads its table of contents, verified. */
export async function storedLayer(store: Store, layer: EnvironmentLayer): Promise<StoredLayer> {
  const source = await layerSource(store, layer.layer);
  if (source === undefined) throw environmentErrors.create('environment.layer-missing', { name: nameOf(layer), store: store.url });
  return { layer, source, contents: await dropDamaged(store, layer, () => openLayer(source, layer.layer)) };
}

/** A layer unpacked on this machine, once for all environments that have it; unpacked anew when it was damaged. */
export async function cachedLayer(stored: StoredLayer, { store, cacheDirectory }: HydratePlace, context: Context): Promise<UnpackedLayer> {
  const { layer, source, contents } = stored;
  const directory = join(cacheDirectory, 'layers', hexOf(contents.digest));
  if ((await inspectDirectory(directory)) !== 'intact') {
    await publishDirectory(directory, cacheDirectory, async (filling) => {
      await dropDamaged(store, layer, () =>
        unpackLayers([{ source, reference: layer.layer, contents }], filling, { signal: context.signal }),
      );
      await writeMarker(filling, [contents]);
    });
  }
  return { directory, contents };
}

/** Runs an operation on a stored layer; one that turns out to be damaged leaves the store, so that it can be made anew. */
async function dropDamaged<Result>(store: Store, layer: EnvironmentLayer, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (!isFrazilError(error) || error.code !== 'layers.corrupt') throw error;
    await store.delete(keys.layer(layer.layer.digest));
    throw environmentErrors.create(
      'environment.layer-damaged',
      { name: nameOf(layer), problem: String(error.details.problem) },
      { cause: error },
    );
  }
}

function nameOf(layer: EnvironmentLayer): string {
  return `${layer.name} ${layer.version}`;
}
