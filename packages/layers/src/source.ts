import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteRange, type Digest, isFrazilError } from '@frazil/core';
import { errors } from './errors.ts';
import { reasonOf } from './reason.ts';

/** Where a layer's bytes are: in a file of this machine, or behind something that gives ranges. */
export type LayerSource =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'ranges';
      /** Bytes of the whole layer. */
      readonly size: number;
      /** Gives exactly the bytes of a range, which are the caller's own; called several times at once. */
      read(range: ByteRange): Promise<Uint8Array>;
    };

/** A source that is open. Reads give exactly what was asked for or fail with a code. */
export interface LayerReader extends Disposable {
  readonly size: number;
  /** For a file: what threads read from by themselves. */
  readonly descriptor: number | undefined;
  read(range: ByteRange): Promise<Uint8Array>;
}

/** What errors call a layer. Pure. */
export function nameOf(source: LayerSource, digest?: Digest): string {
  if (source.kind === 'ranges') return digest ?? 'at hand';
  return digest === undefined ? source.path : `${digest} (${source.path})`;
}

/** Opens a source; `name` is what errors call the layer. */
export function openSource(source: LayerSource, name: string): LayerReader {
  return source.kind === 'file' ? openFile(source.path, name) : openRanges(source, name);
}

function openFile(path: string, name: string): LayerReader {
  const descriptor = attempt(name, () => openSync(path, 'r'));
  const close = () => closeSync(descriptor);
  try {
    const { size } = attempt(name, () => fstatSync(descriptor));
    const read = async ({ offset, length }: ByteRange) => {
      const bytes = Buffer.allocUnsafe(length);
      const got = attempt(name, () => readSync(descriptor, bytes, 0, length, offset));
      return exactly(bytes.subarray(0, got), length, name);
    };
    return { size, descriptor, read, [Symbol.dispose]: close };
  } catch (cause) {
    close();
    throw cause;
  }
}

function openRanges(source: Extract<LayerSource, { kind: 'ranges' }>, name: string): LayerReader {
  const read = async (range: ByteRange) => {
    const bytes = await source.read(range).catch((cause: unknown) => Promise.reject(unreadable(name, cause)));
    return exactly(bytes, range.length, name);
  };
  return { size: source.size, descriptor: undefined, read, [Symbol.dispose]: () => {} };
}

function exactly(bytes: Uint8Array, length: number, layer: string): Uint8Array {
  if (bytes.length === length) return bytes;
  throw errors.create('layers.corrupt', { layer, problem: `it gives ${bytes.length} bytes where ${length} should be` });
}

function attempt<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

function unreadable(layer: string, cause: unknown): unknown {
  return isFrazilError(cause) ? cause : errors.create('layers.unreadable', { layer, reason: reasonOf(cause) }, { cause });
}
