// A zstd decoder skips these frames: a magic number of the range 0x184D2A50-5F, a length, then anything.
const SKIPPABLE = 0x184d2a5e;
const SKIPPABLE_HEADER = 8;
const MAGIC = Buffer.from('FRAZIL\0\x01', 'latin1');
const PAYLOAD = MAGIC.length + 16;

/** Bytes of the footer, which ends every layer. */
export const FOOTER_LENGTH = SKIPPABLE_HEADER + PAYLOAD;

/** Where the compressed table of contents is. */
export interface TocRange {
  readonly offset: number;
  readonly length: number;
}

/** What follows the frames of a tar that ends at `end`: the table of contents and the footer, both invisible to zstd. Pure. */
export function encodeTail(toc: Uint8Array, end: number): Buffer {
  const payload = Buffer.alloc(PAYLOAD);
  MAGIC.copy(payload);
  payload.writeBigUInt64LE(BigInt(end + SKIPPABLE_HEADER), MAGIC.length);
  payload.writeBigUInt64LE(BigInt(toc.length), MAGIC.length + 8);
  return Buffer.concat([skippableHeader(toc.length), toc, skippableHeader(PAYLOAD), payload]);
}

/** Where a layer of `size` bytes has its table of contents, by its last bytes; undefined when they are no footer. Pure. */
export function decodeFooter(footer: Buffer, size: number): TocRange | undefined {
  if (footer.length !== FOOTER_LENGTH) return undefined;
  const offset = Number(footer.readBigUInt64LE(SKIPPABLE_HEADER + MAGIC.length));
  const length = Number(footer.readBigUInt64LE(SKIPPABLE_HEADER + MAGIC.length + 8));
  const fits = offset >= SKIPPABLE_HEADER && length <= 0xffff_ffff && offset + length + FOOTER_LENGTH === size;
  const isMarked = hasHeader(footer, PAYLOAD) && MAGIC.equals(footer.subarray(SKIPPABLE_HEADER, SKIPPABLE_HEADER + MAGIC.length));
  return fits && isMarked ? { offset, length } : undefined;
}

/** Where the frames of the tar end: the table of contents' own header lies between. Pure. */
export function endOfFrames(toc: TocRange): number {
  return toc.offset - SKIPPABLE_HEADER;
}

/** What {@link encodeTail} was given, out of the bytes it made; undefined when they do not begin as they must. Pure. */
export function tocOfTail(tail: Uint8Array, toc: TocRange): Uint8Array | undefined {
  return hasHeader(tail, toc.length) ? tail.subarray(SKIPPABLE_HEADER, SKIPPABLE_HEADER + toc.length) : undefined;
}

function hasHeader(bytes: Uint8Array, length: number): boolean {
  return skippableHeader(length).equals(bytes.subarray(0, SKIPPABLE_HEADER));
}

function skippableHeader(length: number): Buffer {
  const header = Buffer.alloc(SKIPPABLE_HEADER);
  header.writeUInt32LE(SKIPPABLE, 0);
  header.writeUInt32LE(length, 4);
  return header;
}
