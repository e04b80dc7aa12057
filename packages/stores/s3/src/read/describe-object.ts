import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ObjectInfo } from '@frazil/core';
import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing, statusOf } from '../connection/failure.ts';
import type { S3 } from '../connection/open-client.ts';

/** What is known of an object; undefined when there is none. */
export async function describeObject(connection: Connection, key: string): Promise<ObjectInfo | undefined> {
  return connection.request('looking for', key, async (s3) => {
    try {
      const answer = await s3.client.send(new s3.sdk.HeadObjectCommand({ Bucket: connection.bucket, Key: key }));
      return infoOf(answer, known(answer.ContentLength));
    } catch (error) {
      if (isMissing(error) && connection.isBucketSeen()) return undefined;
      const status = statusOf(error) ?? 0;
      if (status < 400 || status >= 500) throw error;
      return askInWords(s3, connection.bucket, key);
    }
  });
}

type Head = Pick<HeadObjectCommandOutput, 'ContentType' | 'Metadata' | 'LastModified' | 'ServerSideEncryption'>;

/** What an answer's head says of an object of a size. Pure. */
export function infoOf({ ContentType, Metadata, LastModified, ServerSideEncryption }: Head, size: number): ObjectInfo {
  return {
    size,
    contentType: ContentType,
    metadata: Metadata ?? {},
    lastModified: LastModified && LastModified.getTime() / 1000,
    encryption: ServerSideEncryption,
  };
}

// Answers to HEAD have no body to say why: whether the key is missing or the bucket, whether credentials are wrong or too old.
async function askInWords({ sdk, client }: S3, Bucket: string, Key: string): Promise<ObjectInfo | undefined> {
  try {
    const answer = await client.send(new sdk.GetObjectCommand({ Bucket, Key, Range: 'bytes=0-0' }));
    await answer.Body?.transformToByteArray();
    return infoOf(answer, known(Number(answer.ContentRange?.split('/')[1])));
  } catch (error) {
    if (isMissing(error)) return undefined;
    // There is no first byte.
    if (statusOf(error) === 416) return infoOf({}, 0);
    throw error;
  }
}

function known(size: number | undefined): number {
  if (size === undefined || Number.isNaN(size)) throw new DamagedAnswer('the answer has no length');
  return size;
}
