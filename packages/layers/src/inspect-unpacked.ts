import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import type { LayerContents, LayerFile } from './contents.ts';

/**
 * The first path of an unpacked layer that is missing, of another kind or size, or modified after `unpackedAt` (milliseconds
 * since 1970), or undefined. Looks at what the file system says of the files; their contents are not read.
 */
export function inspectUnpacked(directory: string, contents: LayerContents, unpackedAt: number): string | undefined {
  const file = contents.files.find((entry) => !isIntact(entry, statOf(`${directory}/${entry.path}`), unpackedAt));
  if (file !== undefined) return file.path;
  return contents.symlinks.find(({ path, target }) => linkOf(`${directory}/${path}`) !== target)?.path;
}

// Modification times have fractions, while the clock that `unpackedAt` comes from is cut off to milliseconds.
function isIntact({ size, executable }: LayerFile, stats: Stats | undefined, unpackedAt: number): boolean {
  if (stats === undefined || !stats.isFile() || stats.size !== size) return false;
  return Math.floor(stats.mtimeMs) <= unpackedAt && (stats.mode & 0o100) === (executable ? 0o100 : 0);
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
