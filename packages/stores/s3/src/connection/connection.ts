import { parseS3Url, type S3Options } from '../s3-options.ts';
import { createGate } from './gate.ts';
import { openClient, type S3 } from './open-client.ts';
import { retry } from './retry.ts';

/** A bucket that is talked to. */
export interface Connection {
  readonly options: S3Options;
  readonly bucket: string;
  /** What all keys of the store begin with. */
  readonly prefix: string;
  /**
   * Runs an operation of one request with its answer read to the end, again when it fails of what passes. Fails with a code.
   * `key` is an object's own key; the bucket is meant when there is none.
   */
  request<Result>(doing: string, key: string, operation: (s3: S3, attempt: number) => Promise<Result>): Promise<Result>;
  /** When it is aborted, what is under way fails and nothing is tried again. */
  readonly signal: AbortSignal | undefined;
  /** Whether the bucket is known to exist. */
  isBucketSeen(): boolean;
}

const ATTEMPTS = 8;
// As many as browsers of busy buckets use; each is a connection.
const AT_ONCE = 64;

/** Prepares to talk to a bucket: nothing is loaded before the first request. */
export function createConnection(options: S3Options, signal?: AbortSignal): Connection {
  const { bucket, prefix } = parseS3Url(options.url);
  const gate = createGate(AT_ONCE);
  let client: Promise<S3> | undefined;
  let isSeen = false;
  const open = (): Promise<S3> => {
    client ??= openClient(options).catch((error) => {
      client = undefined;
      throw error;
    });
    return client;
  };
  signal?.addEventListener('abort', () => void client?.then(({ client: opened }) => opened.config.requestHandler.destroy?.()), {
    once: true,
  });
  return {
    options,
    bucket,
    prefix,
    signal,
    isBucketSeen: () => isSeen,
    request: async (doing, key, operation) => {
      const attempt = (number: number) => gate(async () => operation(await open(), number));
      const result = await retry(attempt, {
        attempts: options.attempts ?? ATTEMPTS,
        deed: { doing, url: `s3://${bucket}/${key}` },
        signal,
        // New credentials may be where the old ones were.
        onFailure: ({ again }) => {
          if (again === 'once') client = undefined;
        },
      });
      isSeen = true;
      return result;
    },
  };
}
