import { join } from 'node:path';
import { type Digest, digestOfJson, keys, LayerReference, type Store } from '@frazil/core';
import { readLayerReference } from '@frazil/layers';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { getJson, putJson } from './json-values.ts';
import { layerSource } from './layer-source.ts';

/** Where layers are made. */
export interface LayerPlace {
  readonly store: Store;
  readonly cacheDirectory: string;
}

/** A layer's recipe: `name` says all that decides the layer, `make` writes it into a folder of its own. */
export interface LayerRecipe {
  readonly name: string;
  make(folder: string, output: string): Promise<LayerReference>;
}

/** Makes layers. */
export interface LayerMaker {
  /** The layer of a recipe, from the store when it is there, else made and stored. Who asks meanwhile waits for the same one. */
  make(recipe: LayerRecipe): Promise<LayerReference>;
}

/** A maker of the layers of one store. Nothing is made twice. */
export function createLayerMaker(place: LayerPlace): LayerMaker {
  const atWork = new Map<Digest, Promise<LayerReference>>();
  return {
    make(recipe) {
      const digest = digestOfRecipe(recipe.name);
      const made = atWork.get(digest) ?? makeLayer(place, recipe, digest).finally(() => atWork.delete(digest));
      atWork.set(digest, made);
      return made;
    },
  };
}

async function makeLayer(place: LayerPlace, recipe: LayerRecipe, digest: Digest): Promise<LayerReference> {
  return (await findLayer(place.store, digest)) ?? (await packAndStore(place, recipe, digest));
}

/** The layer of a recipe that the store already has, by the recipe's digest. */
async function findLayer(store: Store, recipe: Digest): Promise<LayerReference | undefined> {
  const layer = await getJson(store, keys.recipe(recipe), LayerReference);
  if (layer === undefined) return undefined;
  return (await store.size(keys.layer(layer.digest))) === layer.size ? layer : undefined;
}

async function packAndStore({ store, cacheDirectory }: LayerPlace, recipe: LayerRecipe, digest: Digest): Promise<LayerReference> {
  return withTemporaryFolder(cacheDirectory, async (folder) => {
    const output = join(folder, 'layer.tar.zst');
    const made = await recipe.make(folder, output);
    const stored = await storeLayer(store, made, output);
    await putJson(store, keys.recipe(digest), stored);
    return stored;
  });
}

/**
 * Another writer, or another version of the compressor, may have stored the same content in other bytes: what is there
 * stays, unless it is damaged.
 */
async function storeLayer(store: Store, made: LayerReference, path: string): Promise<LayerReference> {
  const key = keys.layer(made.digest);
  const present = await readStored(store, made);
  if (present !== undefined) return present;
  await store.delete(key);
  return (await store.putFileIfAbsent(key, path)) ? made : ((await readStored(store, made)) ?? made);
}

async function readStored(store: Store, made: LayerReference): Promise<LayerReference | undefined> {
  const source = await layerSource(store, made);
  const present = source && (await readLayerReference(source).catch(() => undefined));
  return present?.digest === made.digest ? present : undefined;
}

/** The digest that names a recipe in the store. Pure. */
function digestOfRecipe(name: string): Digest {
  return digestOfJson({ schema: 1, recipe: name });
}
