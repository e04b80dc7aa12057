import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbandoned } from '@frazil/files';

const swept = new Map<string, Promise<void>>();

/** Removes from a folder of files in work what killed processes left, at this process's first call for it. Never rejects. */
export function sweepOnce(work: string): Promise<void> {
  const begun = swept.get(work) ?? sweep(work);
  swept.set(work, begun);
  return begun;
}

async function sweep(work: string): Promise<void> {
  const names = await readdir(work).catch(() => []);
  await Promise.all(names.map((name) => removeLeft(join(work, name), isAbandoned(name)).catch(() => undefined)));
}

// Whether processes of other machines live can't be known, but none writes one file for so long.
const LONGEST_WRITE = 24 * 3600 * 1000;

async function removeLeft(path: string, isKnownLeft: boolean): Promise<void> {
  if (isKnownLeft || Date.now() - (await stat(path)).mtimeMs > LONGEST_WRITE) await rm(path, { force: true });
}
