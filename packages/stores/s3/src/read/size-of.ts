import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing, statusOf } from '../connection/failure.ts';
import type { S3 } from '../connection/open-client.ts';

/** The size of an object in bytes; undefined when there is none. */
export async function sizeOf(connection: Connection, key: string): Promise<number | undefined> {
  return connection.request('looking for', key, async (s3) => {
    try {
      const { ContentLength } = await s3.client.send(new s3.sdk.HeadObjectCommand({ Bucket: connection.bucket, Key: key }));
      return known(ContentLength);
    } catch (error) {
      if (isMissing(error) && connection.isBucketSeen()) return undefined;
      const status = statusOf(error) ?? 0;
      if (status < 400 || status >= 500) throw error;
      return askInWords(s3, connection.bucket, key);
    }
  });
}

// Answers to HEAD have no body to say why: whether the key is missing or the bucket, whether credentials are wrong or too old.
async function askInWords({ sdk, client }: S3, Bucket: string, Key: string): Promise<number | undefined> {
  try {
    const { Body, ContentRange } = await client.send(new sdk.GetObjectCommand({ Bucket, Key, Range: 'bytes=0-0' }));
    await Body?.transformToByteArray();
    return known(Number(ContentRange?.split('/')[1]));
  } catch (error) {
    if (isMissing(error)) return undefined;
    // There is no first byte.
    if (statusOf(error) === 416) return 0;
    throw error;
  }
}

function known(size: number | undefined): number {
  if (size === undefined || Number.isNaN(size)) throw new DamagedAnswer('the answer has no length');
  return size;
}
