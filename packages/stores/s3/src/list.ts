import type { Connection } from './connection/connection.ts';

/** The store's keys below a prefix, in order; a page is asked for when the one before is used up. */
export async function* listKeys(connection: Connection, prefix: string): AsyncGenerator<string> {
  const { bucket, prefix: root } = connection;
  const below = `${root}${prefix}`;
  let token: string | undefined;
  do {
    const page = await connection.request('listing', below, async ({ sdk, client }) =>
      client.send(
        new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: below, ...(token !== undefined && { ContinuationToken: token }) }),
      ),
    );
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key.slice(root.length);
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
