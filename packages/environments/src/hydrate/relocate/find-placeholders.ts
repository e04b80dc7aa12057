import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerContents } from '@frazil/layers';
import * as z from 'zod/mini';
import { safeParse } from 'zod/mini';
import { environmentErrors } from '../../errors.ts';
import type { Placeholder } from './replace-prefix.ts';

/** What of conda's record of an installed package says which files name the prefix. */
const InstalledRecord = z.object({
  paths_data: z.object({
    paths: z.array(
      z.object({
        _path: z.string(),
        prefix_placeholder: z.optional(z.string()),
        file_mode: z.optional(z.enum(['text', 'binary'])),
      }),
    ),
  }),
});

const RECORDS = 'conda-meta/';

/**
 * The files of a directory that name the prefix they were built in, by path, as the records in its layers say. A record speaks of its
 * own layer's files: one that a later layer put in their place is as it should be.
 */
export async function findPlaceholders(directory: string, layers: readonly LayerContents[]): Promise<ReadonlyMap<string, Placeholder>> {
  const found = new Map<string, Placeholder>();
  for (const { files, symlinks } of layers) {
    if (found.size > 0) for (const { path } of [...files, ...symlinks]) found.delete(path);
    const records = files.flatMap(({ path }) => (path.startsWith(RECORDS) && path.endsWith('.json') ? [path] : []));
    if (records.length === 0) continue;
    const own = new Set(files.map(({ path }) => path));
    for (const record of records) {
      for (const [path, placeholder] of await placeholdersOf(directory, record)) if (own.has(path)) found.set(path, placeholder);
    }
  }
  return found;
}

async function placeholdersOf(directory: string, record: string): Promise<readonly (readonly [string, Placeholder])[]> {
  const parsed = safeParse(InstalledRecord, parseJson(await readFile(join(directory, record), 'utf8')));
  if (!parsed.success) throw environmentErrors.create('environment.bad-record', { record });
  return parsed.data.paths_data.paths.flatMap(({ _path, prefix_placeholder: prefix, file_mode: mode = 'text' }) =>
    prefix === undefined || prefix === '' ? [] : [[_path, { prefix, mode }] as const],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
