import type { Store } from '@frazil/core';
import { createConnection } from './connection/connection.ts';
import { removeObject } from './delete.ts';
import { listKeys } from './list.ts';
import { objectKey } from './object-key.ts';
import { readPart } from './read/read-part.ts';
import { readWhole } from './read/read-whole.ts';
import { sizeOf } from './read/size-of.ts';
import { parseS3Url, type S3Options } from './s3-options.ts';
import { createObject } from './write/create-object.ts';
import { putObject } from './write/put-object.ts';
import { sourceOfBytes, withFileSource } from './write/source.ts';

/**
 * A store in a bucket of S3, or of anything that speaks like it. Safe for many processes at once; every write is complete or
 * absent, every read whole and verified. Nothing is loaded and nothing asked before the first use.
 */
export function createS3Store(options: S3Options): Store {
  const connection = createConnection(options);
  const { bucket, prefix } = parseS3Url(options.url);
  const keyOf = (key: string): string => objectKey(connection, key);
  return {
    url: `s3://${bucket}/${prefix}`.replace(/\/$/, ''),
    get: async (key, range) => (range === undefined ? readWhole(connection, keyOf(key)) : readPart(connection, keyOf(key), range)),
    put: async (key, value) => putObject(connection, { key: keyOf(key) }, value),
    putIfAbsent: async (key, value) => createObject(connection, { key: keyOf(key) }, sourceOfBytes(value)),
    putFileIfAbsent: async (key, path) => withFileSource(path, (source) => createObject(connection, { key: keyOf(key) }, source)),
    size: async (key) => sizeOf(connection, keyOf(key)),
    list: (listed) => listKeys(connection, listed),
    delete: async (key) => removeObject(connection, keyOf(key)),
    localPath: () => undefined,
  };
}
