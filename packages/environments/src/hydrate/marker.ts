import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerContents } from '@frazil/layers';

// Written last into a directory that is renamed into place: it says that the directory is complete, since when, and what is
// in it. One line per file, so that reading it costs a few milliseconds for ten thousand files.
const MARKER = '.frazil-contents';

/** Says in a finished directory what is in it. */
export async function writeMarker(directory: string, contents: readonly LayerContents[]): Promise<void> {
  const lines = contents.flatMap(({ files }) => files.map(({ path, size }) => `${size} ${path}`));
  const last = new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line]));
  await writeFile(join(directory, MARKER), [`${Date.now()}`, ...last.values(), ''].join('\n'));
}

/**
 * What a look at an unpacked directory found: `absent`, `intact`, or `damaged` when a file is gone, has another size, or was
 * written to since. Contents aren't read: that would cost what unpacking costs.
 */
export async function inspectDirectory(directory: string): Promise<'absent' | 'intact' | 'damaged'> {
  const text = await readFile(join(directory, MARKER), 'utf8').catch(() => undefined);
  if (text === undefined) return statSync(directory, { throwIfNoEntry: false }) === undefined ? 'absent' : 'damaged';
  const [time = '', ...lines] = text.split('\n');
  if (lines.pop() !== '') return 'damaged';
  const since = Number(time);
  return lines.every((line) => isUntouched(directory, line, since)) ? 'intact' : 'damaged';
}

function isUntouched(directory: string, line: string, since: number): boolean {
  const space = line.indexOf(' ');
  const found = statSync(`${directory}/${line.slice(space + 1)}`, { throwIfNoEntry: false });
  return found !== undefined && found.size === Number(line.slice(0, space)) && Math.floor(found.mtimeMs) <= since;
}
