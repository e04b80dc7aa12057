import { crc32 } from 'node:zlib';
import { base64OfCrc32 } from '../checksum.ts';
import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing } from '../connection/failure.ts';
import type { S3 } from '../connection/open-client.ts';
import { retry } from '../connection/retry.ts';
import { inParallel } from '../in-parallel.ts';
import { ATTEMPTS_AT_WHOLE, type Large, largeOf, PARTS_AT_ONCE, partsOf } from './large.ts';
import { readBody } from './read-body.ts';
import { readPart } from './read-part.ts';

/** An object's bytes, verified where the service tells a checksum, large ones in parallel; undefined when there is none. */
export async function readWhole(connection: Connection, key: string): Promise<Uint8Array | undefined> {
  const deed = { doing: 'reading', url: `s3://${connection.bucket}/${key}` };
  return retry(
    async () => {
      const found = await connection.request('reading', key, (s3) => readSmall(s3, connection.bucket, key));
      return found instanceof Uint8Array || found === undefined ? found : readParts(connection, key, found);
    },
    { attempts: ATTEMPTS_AT_WHOLE, deed, onFailure: () => {} },
  );
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

async function readParts(connection: Connection, key: string, { size, etag, checksum }: Large): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  await inParallel(partsOf(size), PARTS_AT_ONCE, async ({ offset, length }) => {
    const bytes = await readPart(connection, key, { offset, length }, etag);
    if (bytes?.length !== length) throw new DamagedAnswer('the object changed while it was read');
    whole.set(bytes, offset);
  });
  if (checksum !== undefined && base64OfCrc32(crc32(whole)) !== checksum) throw new DamagedAnswer('its checksum is another');
  return whole;
}
