import { readFile, rm, truncate, writeFile } from 'node:fs/promises';

/** What can happen to a file. */
export const DAMAGES = {
  cut: async (path: string) => truncate(path, Math.floor((await readFile(path)).length / 2)),
  empty: (path: string) => truncate(path, 0),
  flipped: async (path: string) => writeFile(path, flipped(await readFile(path))),
  gone: (path: string) => rm(path),
} as const satisfies Readonly<Record<string, (path: string) => Promise<void>>>;

/** Its bytes with a bit in the middle changed. Pure. */
function flipped(content: Buffer): Buffer {
  const middle = Math.floor(content.length / 2);
  return Buffer.concat([content.subarray(0, middle), Buffer.from([(content[middle] ?? 0) ^ 1]), content.subarray(middle + 1)]);
}
