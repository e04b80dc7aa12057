import type { BitReader } from './bit-reader.ts';
import { type HuffmanTable, huffmanTable } from './huffman-table.ts';

const GROUP = 50;
const RUN_A = 0;
const RUN_B = 1;

/** Reads the symbols of a block up to its end mark, run lengths and move-to-front undone: the bytes in the block's order. */
export function readSymbols(bits: BitReader, most: number): Uint8Array {
  const alphabet = readAlphabet(bits);
  const tables = bits.take(3);
  const selectors = readSelectors(bits, tables);
  const codes = Array.from({ length: tables }, () => huffmanTable(readLengths(bits, alphabet.length + 2)));
  const bytes = new Uint8Array(most);
  const end = alphabet.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let count = 0; ; count += 1) {
    const code: HuffmanTable | undefined = codes[selectors[Math.floor(count / GROUP)] ?? -1];
    if (code === undefined) throw new RangeError('one of its blocks is damaged');
    const symbol = code.next(bits);
    if (symbol === RUN_A || symbol === RUN_B) {
      run += weight << symbol;
      weight <<= 1;
      if (run > most) throw new RangeError('one of its blocks is too long');
      continue;
    }
    if (length + run + (symbol === end ? 0 : 1) > most) throw new RangeError('one of its blocks is too long');
    bytes.fill(alphabet[0] ?? 0, length, length + run);
    length += run;
    run = 0;
    weight = 1;
    if (symbol === end) return bytes.subarray(0, length);
    bytes[length++] = toFront(alphabet, symbol - 1);
  }
}

function toFront(alphabet: Uint8Array, place: number): number {
  const byte = alphabet[place] ?? 0;
  alphabet.copyWithin(1, 0, place);
  alphabet[0] = byte;
  return byte;
}

/** The bytes that a block uses: sixteen ranges of sixteen, those that are there bit by bit. */
function readAlphabet(bits: BitReader): Uint8Array {
  const ranges = bits.take(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range += 1) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const members = bits.take(16);
    for (let member = 0; member < 16; member += 1) if ((members & (0x8000 >> member)) !== 0) used.push(range * 16 + member);
  }
  if (used.length === 0) throw new RangeError('one of its blocks is damaged');
  return Uint8Array.from(used);
}

function readSelectors(bits: BitReader, tables: number): Uint8Array {
  const count = bits.take(15);
  if (tables < 2 || tables > 6 || count === 0) throw new RangeError('one of its blocks is damaged');
  const order = Uint8Array.from({ length: tables }, (_, index) => index);
  return Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (bits.take(1) === 1) place += 1;
    if (place >= tables) throw new RangeError('one of its blocks is damaged');
    return toFront(order, place);
  });
}

function readLengths(bits: BitReader, symbols: number): Uint8Array {
  let length = bits.take(5);
  return Uint8Array.from({ length: symbols }, () => {
    while (bits.take(1) === 1) length += bits.take(1) === 1 ? -1 : 1;
    if (length < 1 || length > 20) throw new RangeError('one of its codes is damaged');
    return length;
  });
}
