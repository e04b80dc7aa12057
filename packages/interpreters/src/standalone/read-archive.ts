import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { ByteReader, checkedTarPath, nextTarHeader, type TarHeader } from '@frazil/archives';
import type { Context } from '@frazil/core';
import type { LayerEntry } from '@frazil/layers';
import { errors } from '../errors.ts';

/** Gives the path under which an entry is taken, or undefined for one that isn't. */
export type Choice = (path: string) => string | undefined;

/** More than any interpreter has: an archive that unpacks to more is meant to fill the memory. */
const MOST_BYTES = 2 ** 31;

/**
 * Reads the chosen files and links of a `.tar.gz` or `.tar.zst` into memory. Nothing is written or run, no path leads out of the
 * archive. Throws `interpreters.archive-damaged` for what can't be read or trusted.
 */
export async function readArchive(path: string, choice: Choice, context: Context): Promise<readonly LayerEntry[]> {
  const file = createReadStream(path, { signal: context.signal });
  const unpacked = path.endsWith('.zst') ? createZstdDecompress() : createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  try {
    const taken = new Map<string, LayerEntry>();
    for await (const entry of entriesOf(new ByteReader(file.pipe(unpacked)), choice, taken)) taken.set(entry.path, entry);
    return [...taken.values()];
  } catch (cause) {
    context.signal.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw errors.create('interpreters.archive-damaged', { file: posix.basename(path), reason }, { cause });
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}

async function* entriesOf(reader: ByteReader, choice: Choice, taken: ReadonlyMap<string, LayerEntry>): AsyncGenerator<LayerEntry> {
  let left = MOST_BYTES;
  for (let header = await nextTarHeader(reader); header !== undefined; header = await nextTarHeader(reader)) {
    left -= header.size;
    if (left < 0) throw new RangeError('it unpacks to more than an interpreter has');
    const path = choice(checkedTarPath(header.path));
    const padding = (512 - (header.size % 512)) % 512;
    if (path === undefined) {
      await reader.skip(header.size + padding);
      continue;
    }
    const content = await reader.take(header.size);
    await reader.skip(padding);
    const entry = entryOf(header, path, { content, choice, taken });
    if (entry !== undefined) yield entry;
  }
}

interface Surroundings {
  readonly content: Buffer;
  readonly choice: Choice;
  readonly taken: ReadonlyMap<string, LayerEntry>;
}

function entryOf(header: TarHeader, path: string, { content, choice, taken }: Surroundings): LayerEntry | undefined {
  switch (header.type) {
    case '0':
    case '7':
      return { kind: 'file', path, executable: header.isExecutable, content };
    case '1': {
      const linked = taken.get(choice(checkedTarPath(header.target)) ?? '');
      if (linked === undefined) throw new RangeError(`its ${header.path} is a link to nothing`);
      return { ...linked, path };
    }
    case '2':
      checkedTarPath(posix.join(posix.dirname(header.path), header.target));
      if (header.target.startsWith('/')) throw new RangeError(`its ${header.path} leads out of it`);
      return { kind: 'symlink', path, target: header.target };
    case '5':
      return undefined;
    default:
      throw new RangeError(`its ${header.path} is neither a file nor a folder nor a link`);
  }
}
