import type { ByteRange } from '@frazil/core';
import type { Connection } from '../connection/connection.ts';
import { isMissing, statusOf } from '../connection/failure.ts';
import { checkRange } from './content-range.ts';
import { readBody } from './read-body.ts';
import { sizeOf } from './size-of.ts';

/** A part of an object, as much of it as there is; undefined when there is none, or with `etag` not that version. */
export async function readPart(connection: Connection, key: string, range: ByteRange, etag?: string): Promise<Uint8Array | undefined> {
  const { offset, length } = range;
  if (length === 0) return (await sizeOf(connection, key)) === undefined ? undefined : new Uint8Array();
  return connection.request('reading', key, async ({ sdk, client }) => {
    const Range = `bytes=${offset}-${offset + length - 1}`;
    try {
      const wanted = { Bucket: connection.bucket, Key: key, Range, ...(etag !== undefined && { IfMatch: etag }) };
      const answer = await client.send(new sdk.GetObjectCommand(wanted));
      const bytes = await readBody(answer);
      checkRange(answer.ContentRange, range, bytes.length);
      return bytes;
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (etag !== undefined && statusOf(error) === 412) return undefined;
      if (statusOf(error) === 416) return new Uint8Array();
      throw error;
    }
  });
}
