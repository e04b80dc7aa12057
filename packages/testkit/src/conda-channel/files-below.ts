import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileToMake } from './make-package.ts';

/** The files and links below a folder, for a package. */
export async function filesBelow(folder: string): Promise<Readonly<Record<string, FileToMake>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map(async (entry): Promise<readonly [string, FileToMake]> => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length + 1);
      if (entry.isSymbolicLink()) return [name, { target: await readlink(path) }];
      const { mode } = await stat(path);
      return [name, { content: await readFile(path), isExecutable: (mode & 0o100) !== 0 }];
    });
  return Object.fromEntries(await Promise.all(files));
}
