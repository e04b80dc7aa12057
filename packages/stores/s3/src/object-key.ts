import type { Connection } from './connection/connection.ts';
import { s3StoreErrors } from './errors.ts';
import { isPlainName } from './s3-options.ts';

/** The object of a store's key. Refuses keys that could lead out of the store's prefix on servers that keep files. Pure. */
export function objectKey({ prefix }: Pick<Connection, 'prefix'>, key: string): string {
  if (!key.split('/').every(isPlainName)) throw s3StoreErrors.create('s3.bad-key', { key });
  return `${prefix}${key}`;
}
