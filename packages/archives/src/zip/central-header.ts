import { numberOf } from './find-directory.ts';
import { badZip, type ZipSource } from './zip-source.ts';

/** One record of a central directory, decoded and not yet judged. */
export interface CentralHeader {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly disk: number;
  /** Unix mode with its type bits; 0 when the archive was made on another system. */
  readonly mode: number;
  readonly offset: number;
  readonly name: Buffer;
  /** Length of the record itself. */
  readonly length: number;
}

const SIGNATURE = 0x02014b50;
const FIXED = 46;
const UNKNOWN = 0xffffffff;
const UNIX = 3;
const DARWIN = 19;

/** Decodes the record at a place of the central directory, zip64 fields included. */
export function readCentralHeader(source: ZipSource, directory: Buffer, at: number): CentralHeader {
  if (at + FIXED > directory.length || directory.readUInt32LE(at) !== SIGNATURE) throw badZip(source, 'its directory is broken');
  const nameEnd = at + FIXED + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const end = extraEnd + directory.readUInt16LE(at + 32);
  if (end > directory.length) throw badZip(source, 'its directory ends early');
  const short = {
    size: directory.readUInt32LE(at + 24),
    compressedSize: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  const system = directory.readUInt8(at + 5);
  return {
    flags: directory.readUInt16LE(at + 8),
    method: directory.readUInt16LE(at + 10),
    crc32: directory.readUInt32LE(at + 16),
    disk: directory.readUInt16LE(at + 34),
    mode: system === UNIX || system === DARWIN ? directory.readUInt16LE(at + 40) : 0,
    name: directory.subarray(at + FIXED, nameEnd),
    length: end - at,
    ...widened(source, short, directory.subarray(nameEnd, extraEnd)),
  };
}

interface Sizes {
  readonly size: number;
  readonly compressedSize: number;
  readonly offset: number;
}

// The zip64 field holds those numbers, in this order, that don't fit into 32 bits.
function widened(source: ZipSource, short: Sizes, extra: Buffer): Sizes {
  if (short.size !== UNKNOWN && short.compressedSize !== UNKNOWN && short.offset !== UNKNOWN) return short;
  const field = zip64Field(source, extra);
  let at = 0;
  const wide = (value: number): number => {
    if (value !== UNKNOWN) return value;
    if (at + 8 > field.length) throw badZip(source, 'a zip64 field is too short');
    at += 8;
    return numberOf(source, field, at - 8);
  };
  return { size: wide(short.size), compressedSize: wide(short.compressedSize), offset: wide(short.offset) };
}

function zip64Field(source: ZipSource, extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1 && end <= extra.length) return extra.subarray(at + 4, end);
    at = end;
  }
  throw badZip(source, 'a zip64 field is missing');
}
