import { BitReader } from './bit-reader.ts';
import { readSymbols } from './read-symbols.ts';
import { undoBlock } from './undo-block.ts';

const BLOCK = 0x314159;
const BLOCK_REST = 0x265359;
const END = 0x177245;
const END_REST = 0x385090;
// What a block of 900,000 bytes can take at the very most.
const MOST_COMPRESSED = 2 << 20;

/** Unpacks bzip2, one stream or several in a row, block by block, checksums verified. Throws a RangeError for what is damaged. */
export async function* unpackBzip2(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bits = new BitReader(stream);
  await bits.prepare(MOST_COMPRESSED);
  do {
    yield* unpackStream(bits);
    bits.align();
    await bits.prepare(MOST_COMPRESSED);
  } while (!bits.isAtEnd);
}

async function* unpackStream(bits: BitReader): AsyncGenerator<Uint8Array> {
  const magic = bits.take(24);
  const level = bits.take(8) - 0x30;
  if (magic !== 0x425a68 || level < 1 || level > 9) throw new RangeError('it is not bzip2');
  let total = 0;
  for (;;) {
    await bits.prepare(MOST_COMPRESSED);
    const [mark, rest] = [bits.take(24), bits.take(24)];
    const checksum = takeChecksum(bits);
    if (mark === END && rest === END_REST) {
      if (checksum !== total) throw new RangeError('its checksum is wrong');
      return;
    }
    if (mark !== BLOCK || rest !== BLOCK_REST) throw new RangeError('one of its blocks is damaged');
    const content = unpackBlock(bits, level);
    if (checksumOf(content) !== checksum) throw new RangeError('the checksum of one of its blocks is wrong');
    total = (((total << 1) | (total >>> 31)) ^ checksum) >>> 0;
    yield content;
  }
}

function unpackBlock(bits: BitReader, level: number): Uint8Array {
  if (bits.take(1) === 1) throw new RangeError('one of its blocks is of a kind that is not made any more');
  const origin = bits.take(24);
  return undoBlock(readSymbols(bits, level * 100_000), origin);
}

function takeChecksum(bits: BitReader): number {
  return ((bits.take(16) << 16) | bits.take(16)) >>> 0;
}

// The polynomial of CRC-32, but from the highest bit down, unlike that of zip.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 0x80000000) !== 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

function checksumOf(content: Uint8Array): number {
  let checksum = 0xffffffff;
  for (const byte of content) checksum = (checksum << 8) ^ (TABLE[((checksum >>> 24) ^ byte) & 0xff] ?? 0);
  return ~checksum >>> 0;
}
