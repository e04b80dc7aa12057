import type { BitReader } from './bit-reader.ts';

const MOST_BITS = 20;

/** Reads symbols of one prefix code. */
export interface HuffmanTable {
  next(bits: BitReader): number;
}

/** The code of symbols whose codes have these lengths, shorter ones first. Throws a RangeError while reading what is no code. Pure. */
export function huffmanTable(lengths: Uint8Array): HuffmanTable {
  const { symbols, limits, offsets } = orderOf(lengths);
  const shortest = lengths.reduce((least, length) => Math.min(least, length), MOST_BITS);
  return {
    next: (bits) => {
      const ahead = bits.peek(MOST_BITS);
      let length = shortest;
      while (length <= MOST_BITS && ahead >= (limits[length] ?? 0)) length += 1;
      if (length > MOST_BITS) throw new RangeError('one of its codes is damaged');
      bits.drop(length);
      return symbols[(ahead >>> (MOST_BITS - length)) + (offsets[length] ?? 0)] ?? 0;
    },
  };
}

/** Symbols in order of their codes; by length, the first number of 20 bits beyond its codes, and from a code to its symbol's place. */
function orderOf(lengths: Uint8Array) {
  const symbols = new Uint16Array(lengths.length);
  const limits = new Int32Array(MOST_BITS + 1);
  const offsets = new Int32Array(MOST_BITS + 1);
  let place = 0;
  let code = 0;
  for (let length = 1; length <= MOST_BITS; length += 1) {
    offsets[length] = place - code;
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      symbols[place++] = symbol;
      code += 1;
    }
    limits[length] = code << (MOST_BITS - length);
    code <<= 1;
  }
  return { symbols, limits, offsets };
}
