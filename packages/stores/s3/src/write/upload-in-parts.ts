import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { base64OfCrc32 } from '../checksum.ts';
import type { Connection } from '../connection/connection.ts';
import { inParallel } from '../in-parallel.ts';
import { encryptionInput } from './put-object.ts';
import type { Source } from './source.ts';
import type { Target } from './target.ts';
import { isOurs, isTaken, WRITER } from './writer.ts';

const PART = 8 * 1024 * 1024;
const MOST_PARTS = 10_000;
const AT_ONCE = 6;

/** How many bytes of one object are in memory while it goes up. */
export const PARTS_IN_MEMORY = AT_ONCE * PART;

/** An upload that is under way. */
interface Upload {
  readonly connection: Connection;
  readonly target: { readonly Bucket: string; readonly Key: string; readonly UploadId: string };
  readonly writer: string;
  readonly mayReplace: boolean;
}

/** How a large object is written. */
export interface LargeTarget extends Target {
  /** Takes the place of one that is there. */
  readonly mayReplace: boolean;
}

/** Writes a large object; false when there is one that it may not replace. What was sent in vain is given up at once. */
export async function uploadInParts(connection: Connection, large: LargeTarget, source: Source): Promise<boolean> {
  const upload = await begin(connection, large);
  try {
    const checksum = { value: 0 };
    const parts = await inParallel(partsOf(source, checksum), AT_ONCE, (part) => sendPart(upload, part));
    const isNew = await complete(upload, parts, checksum.value);
    if (!isNew) await abort(upload);
    return isNew;
  } catch (error) {
    await abort(upload);
    throw error;
  }
}

async function begin(connection: Connection, { key, headers, mayReplace }: LargeTarget): Promise<Upload> {
  const writer = randomUUID();
  const place = { Bucket: connection.bucket, Key: key };
  const UploadId = await connection.request('writing', key, async ({ sdk, client }) => {
    const checksum = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;
    const said = { ...encryptionInput(connection.options), ...headers, Metadata: { ...headers?.Metadata, [WRITER]: writer } };
    const input = { ...place, ...checksum, ...said };
    return (await client.send(new sdk.CreateMultipartUploadCommand(input))).UploadId ?? '';
  });
  return { connection, target: { ...place, UploadId }, writer, mayReplace };
}

interface Part {
  readonly number: number;
  readonly bytes: Uint8Array;
}

// In order, so that the checksum of the whole can grow.
async function* partsOf(source: Source, checksum: { value: number }): AsyncGenerator<Part> {
  const length = Math.max(PART, Math.ceil(source.size / MOST_PARTS));
  for (let number = 1, offset = 0; offset < source.size; number += 1, offset += length) {
    const bytes = await source.read(offset, Math.min(length, source.size - offset));
    checksum.value = crc32(bytes, checksum.value);
    yield { number, bytes };
  }
}

async function sendPart({ connection, target }: Upload, { number, bytes }: Part): Promise<CompletedPart> {
  return connection.request('writing', target.Key, async ({ sdk, client }) => {
    const input = { ...target, PartNumber: number, Body: bytes, ChecksumAlgorithm: 'CRC32' } as const;
    const { ETag, ChecksumCRC32 } = await client.send(new sdk.UploadPartCommand(input));
    return { PartNumber: number, ETag, ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }) };
  });
}

async function complete(upload: Upload, sent: readonly CompletedPart[], checksum: number): Promise<boolean> {
  const { connection, target, writer, mayReplace } = upload;
  const Parts = [...sent].sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
  const condition = mayReplace ? {} : { IfNoneMatch: '*' };
  const whole = { ChecksumType: 'FULL_OBJECT', ChecksumCRC32: base64OfCrc32(checksum), ...condition } as const;
  return connection.request('writing', target.Key, async (s3, attempt) => {
    try {
      await s3.client.send(new s3.sdk.CompleteMultipartUploadCommand({ ...target, ...whole, MultipartUpload: { Parts } }));
      return true;
    } catch (error) {
      const isGone = error instanceof Error && error.name === 'NoSuchUpload';
      if (!isTaken(error) && !(isGone && attempt > 0)) throw error;
      if (attempt > 0 && (await isOurs(s3, target, writer))) return true;
      if (isTaken(error)) return false;
      throw error;
    }
  });
}

// What can't be given up is left to the bucket's lifecycle rule.
async function abort({ connection, target }: Upload): Promise<void> {
  await connection
    .request('giving up', target.Key, ({ sdk, client }) => client.send(new sdk.AbortMultipartUploadCommand(target)))
    .catch(() => undefined);
}
