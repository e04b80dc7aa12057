import { digestOf, type LayerReference } from '@frazil/core';
import type { LayerContents } from './contents.ts';
import { errors } from './errors.ts';
import { findUnsafe } from './find-unsafe.ts';
import { decodeFooter, endOfFrames, FOOTER_LENGTH, tocOfTail } from './footer.ts';
import { type LayerSource, nameOf, openSource } from './source.ts';
import { decodeToc } from './toc.ts';

/** Reads a layer's table of contents and verifies it against the reference; no frame is read. */
export async function openLayer(source: LayerSource, reference: Pick<LayerReference, 'digest' | 'toc'>): Promise<LayerContents> {
  const name = nameOf(source, reference.digest);
  const { toc, end } = await readTail(source, name);
  if (digestOf(toc) !== reference.toc) throw corrupt(name, 'its table of contents is not the expected one');
  const contents = decode(toc, end, name);
  if (contents.digest !== reference.digest) throw corrupt(name, 'its table of contents is that of another layer');
  return contents;
}

/** The reference of a layer by its own footer, for a layer that is already trusted to be what it says. */
export async function readLayerReference(source: LayerSource): Promise<LayerReference> {
  const name = nameOf(source);
  const { toc, end, size } = await readTail(source, name);
  const { digest, unpackedSize, files } = decode(toc, end, name);
  return { digest, toc: digestOf(toc), size, unpackedSize, files: files.length };
}

interface Tail {
  readonly toc: Uint8Array;
  /** Where the frames end. */
  readonly end: number;
  readonly size: number;
}

// One request is enough for most layers: their tables of contents are smaller than this.
const READ_AHEAD = 128 * 1024;

async function readTail(source: LayerSource, name: string): Promise<Tail> {
  using reader = openSource(source, name);
  const { size } = reader;
  const ahead = await reader.read({ offset: Math.max(0, size - READ_AHEAD), length: Math.min(size, READ_AHEAD) });
  const range = decodeFooter(Buffer.from(ahead.subarray(-FOOTER_LENGTH)), size);
  if (range === undefined) throw corrupt(name, 'its end is missing or not that of a layer');
  const end = endOfFrames(range);
  const length = size - end;
  const tail = length <= ahead.length ? ahead.subarray(-length) : await reader.read({ offset: end, length });
  const toc = tocOfTail(tail, range);
  if (toc === undefined) throw corrupt(name, 'its table of contents is not where its footer says');
  return { toc, end, size };
}

function decode(toc: Uint8Array, end: number, name: string): LayerContents {
  const contents = parse(toc, end, name);
  const unsafe = findUnsafe([...contents.files, ...contents.symlinks], contents.directories);
  if (unsafe !== undefined) throw errors.create('layers.unsafe-entry', { layer: name, ...unsafe });
  return contents;
}

function parse(toc: Uint8Array, end: number, name: string): LayerContents {
  try {
    return decodeToc(toc, end);
  } catch (cause) {
    throw errors.create('layers.corrupt', { layer: name, problem: 'its table of contents makes no sense' }, { cause });
  }
}

function corrupt(layer: string, problem: string): Error {
  return errors.create('layers.corrupt', { layer, problem });
}
