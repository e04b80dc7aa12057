import type { ZipEntry } from './zip-entry.ts';
import { damagedEntry, readAt, type ZipSource } from './zip-source.ts';

const FIXED = 30;
const SIGNATURE = 0x04034b50;
const MAX_EXTRA = 0xffff;
// What must agree with the central directory: all but the bit that says that sizes follow the data.
const COMPARED_FLAGS = 0x2041;

/** Where an entry's compressed bytes begin. Refuses a local header that tells another story than the directory. */
export function locateData(source: ZipSource, entry: ZipEntry): number {
  return entry.offset + headerLength(source, entry, readAt(source, entry.offset, FIXED + entry.name.length));
}

/** An entry's compressed bytes, in one read. */
export function readData(source: ZipSource, entry: ZipEntry): Buffer {
  const atMost = FIXED + entry.name.length + MAX_EXTRA + entry.compressedSize;
  const bytes = readAt(source, entry.offset, Math.min(entry.limit - entry.offset, atMost));
  const start = headerLength(source, entry, bytes);
  return bytes.subarray(start, start + entry.compressedSize);
}

function headerLength(source: ZipSource, entry: ZipEntry, header: Buffer): number {
  if (header.readUInt32LE(0) !== SIGNATURE) throw damagedEntry(source, entry.path, 'its local header is missing');
  const nameEnd = FIXED + header.readUInt16LE(26);
  const method = header.readUInt16LE(8) === 0 ? 'stored' : 'deflated';
  const isSame = method === entry.method && (header.readUInt16LE(6) & COMPARED_FLAGS) === 0;
  if (!isSame || !header.subarray(FIXED, nameEnd).equals(entry.name)) {
    throw damagedEntry(source, entry.path, 'its local header and the directory disagree');
  }
  const length = nameEnd + header.readUInt16LE(28);
  if (entry.offset + length + entry.compressedSize > entry.limit) throw damagedEntry(source, entry.path, 'it overlaps the next entry');
  return length;
}
