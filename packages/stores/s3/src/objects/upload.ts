import type { GivenObject } from '@frazil/core';
import type { Connection } from '../connection/connection.ts';
import { s3StoreErrors } from '../errors.ts';
import { createObject, IN_PARTS_FROM } from '../write/create-object.ts';
import { putObject } from '../write/put-object.ts';
import { type Source, withKeptFileSource } from '../write/source.ts';
import type { Target, TargetHeaders } from '../write/target.ts';
import { PARTS_IN_MEMORY, uploadInParts } from '../write/upload-in-parts.ts';

/** How an object is written. */
export interface Upload {
  readonly key: string;
  readonly given: GivenObject;
  /** Takes the place of an object that is there. */
  readonly replace: boolean;
  /** Waits until so many bytes may be in memory. */
  readonly inMemory: <Result>(operation: () => Promise<Result>, bytes: number) => Promise<Result>;
}

/** Writes an object out of a file, large ones in parts; false when there is one that stays. */
export async function upload(connection: Connection, { key, given, replace, inMemory }: Upload): Promise<boolean> {
  const target = { key, headers: headersOf(given) };
  return withKeptFileSource(given.path, (source) =>
    inMemory(
      async () => {
        connection.signal?.throwIfAborted();
        return replace ? write(connection, target, source) : createObject(connection, target, source);
      },
      Math.min(source.size, PARTS_IN_MEMORY),
    ),
  );
}

async function write(connection: Connection, target: Target, source: Source): Promise<true> {
  if (source.size >= IN_PARTS_FROM) await uploadInParts(connection, { ...target, mayReplace: true }, source);
  else await putObject(connection, target, await source.read(0, source.size));
  return true;
}

// What S3 says of objects whose type nobody told.
const UNKNOWN_TYPE = 'binary/octet-stream';

function headersOf({ contentType, metadata, encryption }: GivenObject): TargetHeaders {
  const encrypted = encryption === undefined ? {} : { ServerSideEncryption: encryptionOf(encryption) };
  return { ContentType: contentType ?? UNKNOWN_TYPE, ...(metadata !== undefined && { Metadata: metadata }), ...encrypted };
}

function encryptionOf(encryption: string): 'AES256' | 'aws:kms' {
  if (encryption === 'AES256' || encryption === 'aws:kms') return encryption;
  throw s3StoreErrors.create('s3.bad-encryption', { encryption });
}
