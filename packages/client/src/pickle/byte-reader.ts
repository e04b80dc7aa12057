import { UnreadablePickle } from './unreadable.ts';

/** Reads numbers and pieces of a pickle, one after the other. Throws when it ends too early. */
export interface ByteReader {
  uint(length: 1 | 2 | 4): number;
  /** A length of 8 bytes. */
  long(): number;
  int32(): number;
  double(): number;
  bytes(length: number): Uint8Array;
  text(length: number): string;
  /** The text up to the end of the line. */
  line(): string;
}

/** Opens a reader of bytes. What it gives are views of them. */
export function createByteReader(source: Uint8Array): ByteReader {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const decoder = new TextDecoder();
  let at = 0;
  const take = (length: number): number => {
    if (length > source.length - at) throw new UnreadablePickle('it is cut off');
    at += length;
    return at - length;
  };
  const bytes = (length: number) => {
    const from = take(length);
    return source.subarray(from, from + length);
  };
  return {
    uint: (length) => {
      const from = take(length);
      if (length === 1) return view.getUint8(from);
      return length === 2 ? view.getUint16(from, true) : view.getUint32(from, true);
    },
    long: () => Number(view.getBigUint64(take(8), true)),
    int32: () => view.getInt32(take(4), true),
    double: () => view.getFloat64(take(8), false),
    bytes,
    text: (length) => decoder.decode(bytes(length)),
    line: () => {
      const end = source.indexOf(10, at);
      if (end === -1) throw new UnreadablePickle('it is cut off');
      const text = decoder.decode(bytes(end - at));
      take(1);
      return text;
    },
  };
}
