import type { Connection } from '../connection/connection.ts';
import { listPages } from '../list.ts';

/** What a list has: an object, or a part of keys that ends in `/`, which has no size. */
export interface Listed {
  readonly url: string;
  readonly size: number | undefined;
}

/** What begins with a text: every object, or what there is up to the next `/`, page by page. */
export async function listObjects(connection: Connection, begin: string, isDeep: boolean): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  const urlOf = (key: string) => `s3://${connection.bucket}/${key}`;
  for await (const { Contents = [], CommonPrefixes = [] } of listPages(connection, begin, isDeep ? undefined : '/')) {
    connection.signal?.throwIfAborted();
    for (const { Key, Size } of Contents) if (Key !== undefined) listed.push({ url: urlOf(Key), size: Size ?? 0 });
    for (const { Prefix } of CommonPrefixes) if (Prefix !== undefined) listed.push({ url: urlOf(Prefix), size: undefined });
  }
  return listed;
}
