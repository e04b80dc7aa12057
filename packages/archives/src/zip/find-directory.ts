import { badZip, readAt, type ZipSource } from './zip-source.ts';

/** Where an archive's central directory is. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const END_64 = 0x06064b50;
const END_64_SIZE = 56;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_SIZE = 20;
const MAX_COMMENT = 0xffff;

/** Finds the central directory. Refuses anything before the first entry, after the end, or between directory and end. */
export function findDirectory(source: ZipSource): DirectoryPlace {
  const tailLength = Math.min(source.size, END_SIZE + MAX_COMMENT);
  const tail = readAt(source, source.size - tailLength, tailLength);
  const at = findEnd(tail);
  if (at === undefined) throw badZip(source, 'it has no end record, or something follows it');
  const end = tail.subarray(at);
  const endOffset = source.size - tailLength + at;
  const place = {
    entries: end.readUInt16LE(10),
    size: end.readUInt32LE(12),
    offset: end.readUInt32LE(16),
  };
  if (end.readUInt16LE(4) !== 0 || end.readUInt16LE(6) !== 0 || end.readUInt16LE(8) !== place.entries) {
    throw badZip(source, 'it is one of several parts');
  }
  return find64(source, endOffset, place) ?? checked(source, place, endOffset);
}

// The record whose comment ends where the file ends; a record hidden in another one's comment is not preferred.
function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && at + END_SIZE + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return undefined;
}

function find64(source: ZipSource, endOffset: number, place: DirectoryPlace): DirectoryPlace | undefined {
  const locatorOffset = endOffset - LOCATOR_64_SIZE;
  const locator = locatorOffset < 0 ? undefined : readAt(source, locatorOffset, LOCATOR_64_SIZE);
  if (locator?.readUInt32LE(0) !== LOCATOR_64) return undefined;
  const offset = numberOf(source, locator, 8);
  if (offset + END_64_SIZE !== locatorOffset) throw badZip(source, 'its zip64 end record is not where it should be');
  const end = readAt(source, offset, END_64_SIZE);
  if (end.readUInt32LE(0) !== END_64 || numberOf(source, end, 4) !== END_64_SIZE - 12)
    throw badZip(source, 'its zip64 end record is broken');
  const place64 = { entries: numberOf(source, end, 32), size: numberOf(source, end, 40), offset: numberOf(source, end, 48) };
  if (end.readUInt32LE(16) !== 0 || end.readUInt32LE(20) !== 0 || numberOf(source, end, 24) !== place64.entries) {
    throw badZip(source, 'it is one of several parts');
  }
  if (disagree(place.entries, place64.entries, 0xffff) || disagree(place.size, place64.size, 0xffffffff)) {
    throw badZip(source, 'its two end records disagree');
  }
  if (disagree(place.offset, place64.offset, 0xffffffff)) throw badZip(source, 'its two end records disagree');
  return checked(source, place64, offset);
}

function disagree(short: number, long: number, unknown: number): boolean {
  return short !== unknown && short !== long;
}

function checked(source: ZipSource, place: DirectoryPlace, end: number): DirectoryPlace {
  if (place.offset + place.size !== end) throw badZip(source, 'its directory does not end where its end record begins');
  return place;
}

/** A 64-bit number of an archive; refuses what no file can reach. */
export function numberOf(source: ZipSource, bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw badZip(source, 'a size in it is beyond any file');
  return Number(value);
}
