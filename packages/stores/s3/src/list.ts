import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { Connection } from './connection/connection.ts';

/** The store's keys below a prefix, in order; a page is asked for when the one before is used up. */
export async function* listKeys(connection: Connection, prefix: string): AsyncGenerator<string> {
  const { prefix: root } = connection;
  for await (const page of listPages(connection, `${root}${prefix}`)) {
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key.slice(root.length);
  }
}

/** What a bucket has that begins with a text, page by page, in order; up to the next `delimiter` of each, when there is one. */
export async function* listPages(connection: Connection, begin: string, delimiter?: string): AsyncGenerator<ListObjectsV2CommandOutput> {
  let token: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await connection.request('listing', begin, async ({ sdk, client }) =>
      client.send(
        new sdk.ListObjectsV2Command({
          Bucket: connection.bucket,
          Prefix: begin,
          ...(delimiter !== undefined && { Delimiter: delimiter }),
          ...(token !== undefined && { ContinuationToken: token }),
        }),
      ),
    );
    yield page;
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
