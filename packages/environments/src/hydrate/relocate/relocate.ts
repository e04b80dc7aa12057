import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '@frazil/core';
import type { LayerContents } from '@frazil/layers';
import { environmentErrors } from '../../errors.ts';
import { mapLimited } from '../../limit.ts';
import { findPlaceholders } from './find-placeholders.ts';
import { type Placeholder, replacePrefix } from './replace-prefix.ts';
import { signAnew } from './sign-anew.ts';

/** What relocating a directory changed. */
export interface Relocation {
  /** The directory that files of it name now. */
  readonly target: string;
  /** The sizes of those files, by path. */
  readonly sizes: ReadonlyMap<string, number>;
}

const AT_ONCE = 8;

/**
 * Makes the files of a directory that name the prefix they were built in name the one that the directory is going to have; undefined
 * when there are none. Files are replaced, never written to: other directories may share them.
 */
export async function relocate(
  directory: string,
  target: string,
  layers: readonly LayerContents[],
  { signal }: Pick<Context, 'signal'>,
): Promise<Relocation | undefined> {
  const placeholders = await findPlaceholders(directory, layers);
  if (placeholders.size === 0) return undefined;
  const sizes = await mapLimited([...placeholders], AT_ONCE, async ([path, placeholder]) => {
    signal.throwIfAborted();
    return [path, await relocateFile(join(directory, path), placeholder, { path, target })] as const;
  });
  return { target, sizes: new Map(sizes) };
}

async function relocateFile(
  file: string,
  placeholder: Placeholder,
  { path, target }: { readonly path: string; readonly target: string },
): Promise<number> {
  const content = await readFile(file);
  const changed = replacePrefix(content, placeholder, target);
  if (changed === undefined) {
    throw environmentErrors.create('environment.prefix-too-long', { file: path, prefix: target, most: placeholder.prefix.length });
  }
  const temporary = `${file}.relocated`;
  await writeFile(temporary, changed, { mode: (await stat(file)).mode, flag: 'wx' });
  if (placeholder.mode === 'binary') await signAnew(temporary, changed);
  const { size } = await stat(temporary);
  await rename(temporary, file);
  return size;
}
