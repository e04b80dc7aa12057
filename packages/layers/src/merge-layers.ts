import type { LayerContents, LayerFile, LayerSymlink } from './contents.ts';
import { errors } from './errors.ts';
import { findClash } from './find-unsafe.ts';

/** Several layers as one tree: of entries with the same path only the last layer's is left. */
export interface MergedLayers {
  /** Each after its parent. */
  readonly directories: readonly string[];
  /** What is left of each layer, in the layers' order. */
  readonly layers: readonly MergedLayer[];
}

/** What is left of one layer. */
export interface MergedLayer {
  readonly files: readonly LayerFile[];
  readonly symlinks: readonly LayerSymlink[];
}

/** Puts layers on top of each other, later ones above. Pure; refuses a directory of one that is no directory in another. */
export function mergeLayers(layers: readonly LayerContents[]): MergedLayers {
  const owners = new Map<string, number>();
  for (const [index, { files, symlinks }] of layers.entries()) {
    for (const { path } of files) owners.set(path, index);
    for (const { path } of symlinks) owners.set(path, index);
  }
  const directories = [...new Set(layers.flatMap((layer) => layer.directories))];
  const left = layers.map((layer, index) => leftOf(layer, ({ path }) => owners.get(path) === index));
  const links = left.flatMap(({ symlinks }) => symlinks);
  const clash = findClash(owners, links, directories);
  if (clash === undefined) return { directories, layers: left };
  throw errors.create('layers.conflict', { layer: layers[owners.get(clash.path) ?? 0]?.digest ?? '', ...clash });
}

function leftOf({ files, symlinks }: LayerContents, isLeft: (entry: { readonly path: string }) => boolean): MergedLayer {
  return { files: files.filter(isLeft), symlinks: symlinks.filter(isLeft) };
}
