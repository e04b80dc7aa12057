import type { BitReader } from './bit-reader.ts';

const MOST_BITS = 20;

/** Reads symbols of one prefix code. */
export interface HuffmanTable {
  next(bits: BitReader): number;
}

/** The code of symbols whose codes have these lengths, shorter ones first. Throws a RangeError while reading what is no code. Pure. */
export function huffmanTable(lengths: Uint8Array): HuffmanTable {
  const counts = new Int32Array(MOST_BITS + 2);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const symbols = new Uint16Array(lengths.length);
  let place = 0;
  for (let length = 1; length <= MOST_BITS; length += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) if (lengths[symbol] === length) symbols[place++] = symbol;
  }
  const shortest = lengths.reduce((least, length) => Math.min(least, length), MOST_BITS);
  return {
    next: (bits) => {
      let code = bits.take(shortest);
      let first = 0;
      let index = 0;
      for (let length = 1; length <= MOST_BITS; length += 1) {
        const count = counts[length] ?? 0;
        if (length >= shortest) {
          if (code - first < count) return symbols[index + code - first] ?? 0;
          code = (code << 1) | bits.take(1);
        }
        index += count;
        first = (first + count) << 1;
      }
      throw new RangeError('one of its codes is damaged');
    },
  };
}
