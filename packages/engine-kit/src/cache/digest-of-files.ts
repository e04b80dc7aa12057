import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A short digest of the content of files, for the name of what is made from them. */
export async function digestOfFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(await readFile(path)).update('\0');
  return hash.digest('hex').slice(0, 12);
}
