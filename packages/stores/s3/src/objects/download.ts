import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { BroughtObject, ByteRange, ObjectInfo } from '@frazil/core';
import { base64OfCrc32 } from '../checksum.ts';
import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing, statusOf } from '../connection/failure.ts';
import { retry } from '../connection/retry.ts';
import { inParallel } from '../in-parallel.ts';
import { checkRange } from '../read/content-range.ts';
import { infoOf } from '../read/describe-object.ts';
import { ATTEMPTS_AT_WHOLE, type Large, largeOf, PARTS_AT_ONCE, partsOf } from '../read/large.ts';
import { writeBody } from '../read/read-body.ts';
import { makeFile, type NewFile } from './new-file.ts';

/**
 * Brings an object to a file, complete or absent, verified where the service tells a checksum; undefined when there is none. Large
 * ones come in parts, several at once; nothing is in memory but what is on its way.
 */
export async function download(connection: Connection, key: string, path: string): Promise<BroughtObject | undefined> {
  const deed = { doing: 'reading', url: `s3://${connection.bucket}/${key}` };
  const { signal } = connection;
  return makeFile(path, (file) =>
    retry(() => bring({ connection, key, file }), { attempts: ATTEMPTS_AT_WHOLE, deed, signal, onFailure: () => {} }),
  );
}

interface Bringing {
  readonly connection: Connection;
  readonly key: string;
  readonly file: NewFile;
}

async function bring(bringing: Bringing): Promise<BroughtObject | undefined> {
  const found = await bringSmall(bringing);
  if (found === undefined) return undefined;
  const { info, large } = found;
  if (large !== undefined) await bringParts(bringing, large);
  // An attempt before this one may have written more.
  await bringing.file.cut(info.size);
  return { ...info, offset: 0, length: info.size };
}

interface Found {
  readonly info: ObjectInfo;
  /** Set when nothing was written yet. */
  readonly large: Large | undefined;
}

function bringSmall({ connection, key, file }: Bringing): Promise<Found | undefined> {
  return connection.request('reading', key, async ({ sdk, client }) => {
    try {
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket: connection.bucket, Key: key, ChecksumMode: 'ENABLED' }));
      const large = largeOf(answer);
      if (large === undefined) return { info: infoOf(answer, await writeBody(answer, file, 0)), large };
      await answer.Body?.transformToWebStream().cancel();
      return { info: infoOf(answer, large.size), large };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  });
}

async function bringParts(bringing: Bringing, { size, etag, checksum }: Large): Promise<void> {
  const { connection, file } = bringing;
  await inParallel(partsOf(size), PARTS_AT_ONCE, async (part) => {
    connection.signal?.throwIfAborted();
    if (!(await bringPart(bringing, part, etag))) throw new DamagedAnswer('the object changed while it was read');
  });
  if (checksum !== undefined && (await checksumOf(file.partial)) !== checksum) throw new DamagedAnswer('its checksum is another');
}

// False when that version of the object is no more.
function bringPart({ connection, key, file }: Bringing, part: ByteRange, IfMatch: string): Promise<boolean> {
  return connection.request('reading', key, async ({ sdk, client }) => {
    const Range = `bytes=${part.offset}-${part.offset + part.length - 1}`;
    try {
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket: connection.bucket, Key: key, Range, IfMatch }));
      checkRange(answer.ContentRange, part, await writeBody(answer, file, part.offset));
      return true;
    } catch (error) {
      if (isMissing(error) || statusOf(error) === 412) return false;
      throw error;
    }
  });
}

async function checksumOf(path: string): Promise<string> {
  let checksum = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) checksum = crc32(piece, checksum);
  return base64OfCrc32(checksum);
}
