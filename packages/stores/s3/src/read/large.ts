import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

const PART = 8 * 1024 * 1024;
const IN_PARTS_FROM = 2 * PART;

/** How many parts of one object are read at once. */
export const PARTS_AT_ONCE = 8;
/** How often the whole of an object is tried whose parts were each tried often enough. */
export const ATTEMPTS_AT_WHOLE = 3;

/** An object that is better read in parts. */
export interface Large {
  readonly size: number;
  readonly etag: string;
  /** CRC-32 of the whole object, in base64. */
  readonly checksum: string | undefined;
}

/** What an answer's head says of an object that is better read in parts; undefined for others. Pure. */
export function largeOf({ ContentLength: size, ETag: etag, ChecksumCRC32 }: GetObjectCommandOutput): Large | undefined {
  if (size === undefined || size < IN_PARTS_FROM || etag === undefined) return undefined;
  // One with a dash is a checksum of checksums of parts.
  return { size, etag, checksum: ChecksumCRC32?.includes('-') ? undefined : ChecksumCRC32 };
}

/** The parts that an object of a size is read in. */
export async function* partsOf(size: number): AsyncGenerator<{ readonly offset: number; readonly length: number }> {
  for (let offset = 0; offset < size; offset += PART) yield { offset, length: Math.min(PART, size - offset) };
}
