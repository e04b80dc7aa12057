import { symlinkSync } from 'node:fs';
import type { LayerSymlink } from './contents.ts';
import { writeFailed } from './errors.ts';

/** Makes the symbolic links of a layer below a root. Comes after all files: none can then be written through a link. */
export function makeSymlinks(symlinks: readonly LayerSymlink[], root: string): void {
  for (const { path, target } of symlinks) {
    try {
      symlinkSync(target, `${root}/${path}`);
    } catch (cause) {
      throw writeFailed(`${root}/${path}`, cause);
    }
  }
}
