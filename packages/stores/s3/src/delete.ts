import type { Connection } from './connection/connection.ts';
import { isMissing } from './connection/failure.ts';

/** Removes an object; nothing happens when there is none. */
export async function removeObject(connection: Connection, key: string): Promise<void> {
  await connection.request('removing', key, async ({ sdk, client }) => {
    try {
      await client.send(new sdk.DeleteObjectCommand({ Bucket: connection.bucket, Key: key }));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  });
}
