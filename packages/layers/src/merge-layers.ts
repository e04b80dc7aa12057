import type { LayerContents, LayerFile, LayerSymlink } from './contents.ts';
import { errors } from './errors.ts';
import { findClash } from './find-unsafe.ts';

/** What is left of one layer. */
export interface MergedLayer {
  readonly files: readonly LayerFile[];
  readonly symlinks: readonly LayerSymlink[];
}

/**
 * What is left of each layer when they are put on top of each other: of entries with the same path, the last layer's. Pure;
 * refuses a directory of one that is no directory in another.
 */
export function mergeLayers(layers: readonly LayerContents[]): readonly MergedLayer[] {
  const owners = new Map<string, number>();
  for (const [index, { files, symlinks }] of layers.entries()) {
    for (const { path } of files) owners.set(path, index);
    for (const { path } of symlinks) owners.set(path, index);
  }
  const directories = [...new Set(layers.flatMap((layer) => layer.directories))];
  const left = layers.map((layer, index) => leftOf(layer, ({ path }) => owners.get(path) === index));
  const links = left.flatMap(({ symlinks }) => symlinks);
  const clash = findClash(owners, links, directories);
  if (clash === undefined) return left;
  throw errors.create('layers.conflict', { layer: layers[owners.get(clash.path) ?? 0]?.digest ?? '', ...clash });
}

function leftOf({ files, symlinks }: LayerContents, isLeft: (entry: { readonly path: string }) => boolean): MergedLayer {
  return { files: files.filter(isLeft), symlinks: symlinks.filter(isLeft) };
}
