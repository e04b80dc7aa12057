import { randomUUID } from 'node:crypto';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { Connection } from '../connection/connection.ts';
import type { S3Options } from '../s3-options.ts';
import type { Target } from './target.ts';
import { isOurs, isTaken, WRITER } from './writer.ts';

/** Writes or replaces an object in one request. */
export async function putObject(connection: Connection, target: Target, value: Uint8Array): Promise<void> {
  const input = inputOf(connection, target, value);
  await connection.request('writing', target.key, ({ sdk, client }) => client.send(new sdk.PutObjectCommand(input)));
}

/** Writes an object in one request if there is none; false when there is. */
export async function putNewObject(connection: Connection, target: Target, value: Uint8Array): Promise<boolean> {
  const writer = randomUUID();
  const Metadata = { ...target.headers?.Metadata, [WRITER]: writer };
  const input = { ...inputOf(connection, target, value), IfNoneMatch: '*', Metadata };
  return connection.request('writing', target.key, async (s3, attempt) => {
    try {
      await s3.client.send(new s3.sdk.PutObjectCommand(input));
      return true;
    } catch (error) {
      if (!isTaken(error)) throw error;
      return attempt > 0 && (await isOurs(s3, input, writer));
    }
  });
}

/** What every write asks of encryption. Pure. */
export function encryptionInput({ encryption }: S3Options): Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'> {
  if (encryption === undefined) return {};
  const keyId = encryption.kind === 'aws:kms' ? encryption.keyId : undefined;
  return { ServerSideEncryption: encryption.kind, ...(keyId !== undefined && { SSEKMSKeyId: keyId }) };
}

function inputOf({ bucket, options }: Connection, { key, headers }: Target, value: Uint8Array) {
  const said = { ...encryptionInput(options), ...headers };
  return { Bucket: bucket, Key: key, Body: value, ChecksumAlgorithm: 'CRC32', ...said } as const;
}
