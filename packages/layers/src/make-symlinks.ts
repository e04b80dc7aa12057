import { symlinkSync } from 'node:fs';
import type { LayerSymlink } from './contents.ts';
import { createDirectoryMaker } from './directories.ts';
import { writeFailed } from './errors.ts';

/** Makes the symbolic links of a layer below a root. Comes after all files: none can then be written through a link. */
export function makeSymlinks(symlinks: readonly LayerSymlink[], root: string): void {
  const makeDirectories = createDirectoryMaker(root);
  for (const { path, target } of symlinks) {
    try {
      makeDirectories(path);
      symlinkSync(target, `${root}/${path}`);
    } catch (cause) {
      throw writeFailed(`${root}/${path}`, cause);
    }
  }
}
