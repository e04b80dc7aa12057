import { isMissing, statusOf } from '../connection/failure.ts';
import type { S3 } from '../connection/open-client.ts';

/** The metadata that says which write an object came of. */
export const WRITER = 'frazil-writer';

/** Whether the service refused a write because there is an object. Pure. */
export function isTaken(error: unknown): boolean {
  return statusOf(error) === 412;
}

/**
 * Whether an object came of a write of ours. An answer can get lost after the service did what it was asked; the attempt that
 * follows finds the place taken, by itself.
 */
export async function isOurs({ sdk, client }: S3, { Bucket, Key }: { Bucket: string; Key: string }, writer: string): Promise<boolean> {
  try {
    const { Metadata } = await client.send(new sdk.HeadObjectCommand({ Bucket, Key }));
    return Metadata?.[WRITER] === writer;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
