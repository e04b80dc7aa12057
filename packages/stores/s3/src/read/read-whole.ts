import { crc32 } from 'node:zlib';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { base64OfCrc32 } from '../checksum.ts';
import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing } from '../connection/failure.ts';
import type { S3 } from '../connection/open-client.ts';
import { retry } from '../connection/retry.ts';
import { inParallel } from '../in-parallel.ts';
import { readBody } from './read-body.ts';
import { readPart } from './read-part.ts';

const PART = 8 * 1024 * 1024;
const IN_PARTS_FROM = 2 * PART;
const PARTS_AT_ONCE = 8;
// For the whole of an object whose parts were each tried often enough.
const ATTEMPTS = 3;

/** An object's bytes, verified where the service tells a checksum, large ones in parallel; undefined when there is none. */
export async function readWhole(connection: Connection, key: string): Promise<Uint8Array | undefined> {
  const deed = { doing: 'reading', url: `s3://${connection.bucket}/${key}` };
  return retry(
    async () => {
      const found = await connection.request('reading', key, (s3) => readSmall(s3, connection.bucket, key));
      return found instanceof Uint8Array || found === undefined ? found : readParts(connection, key, found);
    },
    { attempts: ATTEMPTS, deed, onFailure: () => {} },
  );
}

/** An object that is better read in parts. */
interface Large {
  readonly size: number;
  readonly etag: string;
  /** CRC-32 of the whole object, in base64. */
  readonly checksum: string | undefined;
}

async function readSmall({ sdk, client }: S3, Bucket: string, Key: string): Promise<Uint8Array | Large | undefined> {
  try {
    const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const large = largeOf(answer);
    if (large !== undefined) {
      await answer.Body?.transformToWebStream().cancel();
      return large;
    }
    return await readBody(answer);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function largeOf({ ContentLength: size, ETag: etag, ChecksumCRC32 }: GetObjectCommandOutput): Large | undefined {
  if (size === undefined || size < IN_PARTS_FROM || etag === undefined) return undefined;
  // One with a dash is a checksum of checksums of parts.
  return { size, etag, checksum: ChecksumCRC32?.includes('-') ? undefined : ChecksumCRC32 };
}

async function readParts(connection: Connection, key: string, { size, etag, checksum }: Large): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  await inParallel(offsets(size), PARTS_AT_ONCE, async (offset) => {
    const length = Math.min(PART, size - offset);
    const bytes = await readPart(connection, key, { offset, length }, etag);
    if (bytes?.length !== length) throw new DamagedAnswer('the object changed while it was read');
    whole.set(bytes, offset);
  });
  if (checksum !== undefined && base64OfCrc32(crc32(whole)) !== checksum) throw new DamagedAnswer('its checksum is another');
  return whole;
}

async function* offsets(size: number): AsyncGenerator<number> {
  for (let offset = 0; offset < size; offset += PART) yield offset;
}
