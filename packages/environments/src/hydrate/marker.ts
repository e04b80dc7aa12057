import { lstatSync, readlinkSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '@frazil/core';
import type { LayerContents } from '@frazil/layers';
import type { Relocation } from './relocate/relocate.ts';

// Written last into a directory that is renamed into place: it says that the directory is complete, since when, and what is
// in it. A digest, then names and values with a zero byte after each (paths can hold anything else): reading it costs a few
// milliseconds for ten thousand files.
const MARKER = '.frazil-contents';
const END = '\0';

/**
 * Says in a finished directory what is in it. Where contents meet, the later ones count. What was relocated is good for one place
 * only, which is said beside the empty path.
 */
export async function writeMarker(directory: string, contents: readonly LayerContents[], relocation?: Relocation): Promise<void> {
  const values = new Map<string, string>();
  if (relocation !== undefined) values.set('', `p${relocation.target}`);
  for (const { files, symlinks } of contents) {
    for (const { path, size, executable } of files) values.set(path, `${executable ? 'x' : 'f'}${relocation?.sizes.get(path) ?? size}`);
    for (const { path, target } of symlinks) values.set(path, `l${target}`);
  }
  const text = [Date.now(), ...[...values].flat()].map((field) => `${field}${END}`).join('');
  await writeFile(join(directory, MARKER), `${digestOf(text)}${END}${text}`);
}

/**
 * What a look at an unpacked directory found: `absent`, `intact`, or `damaged` when a file is gone, is of another kind or size, or
 * was written to since, or when its files name another place. Contents aren't read: that would cost what unpacking costs.
 */
export async function inspectDirectory(directory: string): Promise<'absent' | 'intact' | 'damaged'> {
  // The directory first: one that another process renames into place right now comes with its marker.
  if (lstatSync(directory, { throwIfNoEntry: false }) === undefined) return 'absent';
  const marker = await readFile(join(directory, MARKER), 'utf8').catch(() => undefined);
  if (marker === undefined) return 'damaged';
  const start = marker.indexOf(END) + 1;
  const text = marker.slice(start);
  if (marker.slice(0, start) !== `${digestOf(text)}${END}`) return 'damaged';
  const [since, ...fields] = text.slice(0, -1).split(END);
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const path = fields[index] ?? '';
    const value = fields[index + 1] ?? '';
    if (path === '' ? value !== `p${directory}` : !isUntouched(`${directory}/${path}`, value, Number(since))) return 'damaged';
  }
  return 'intact';
}

function isUntouched(path: string, value: string, since: number): boolean {
  try {
    if (value.startsWith('l')) return readlinkSync(path) === value.slice(1);
    const found = lstatSync(path);
    const isSame = found.isFile() && found.size === Number(value.slice(1)) && Math.floor(found.mtimeMs) <= since;
    return isSame && (found.mode & 0o100) === (value.startsWith('x') ? 0o100 : 0);
  } catch {
    return false;
  }
}
