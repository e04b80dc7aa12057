import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { type BuiltCommand, buildCommand, type Outcome, type StartedCommand } from './command.ts';

/** The built command, with a bucket as its store. */
export interface BucketScene {
  readonly command: BuiltCommand;
  readonly bucket: VersityGw;
  /** What opens the bucket. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Runs the command with the bucket as its store. */
  run(line: string, variables?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Starts it without waiting for its end. */
  start(line: string, variables?: Readonly<Record<string, string>>): StartedCommand;
  stop(): Promise<void>;
}

/** What differs from one engine to the other. */
export interface BucketSceneOptions {
  /** The address that the S3 server listens on; 127.0.0.1 when undefined. */
  readonly host?: string;
  /** Added to the command's variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

const SHAPES = fileURLToPath(new URL('../../../../examples/shapes', import.meta.url));

/** Builds the command, starts an S3 server, and brings the flows of `examples/shapes` into the command's folder. */
export async function startBucketScene({ host, variables }: BucketSceneOptions = {}): Promise<BucketScene> {
  const [command, bucket] = await Promise.all([buildCommand(), startVersityGw(host === undefined ? {} : { host })]);
  await cp(SHAPES, join(command.folder, 'shapes'), { recursive: true });
  const credentials = { AWS_ACCESS_KEY_ID: bucket.accessKey, AWS_SECRET_ACCESS_KEY: bucket.secretKey };
  const store = {
    FRAZIL_STORE: `s3://${bucket.bucket}/team`,
    FRAZIL_S3_ENDPOINT: bucket.endpoint,
    FRAZIL_WORKER_IMAGE: `frazil-worker@sha256:${'0'.repeat(64)}`,
    AWS_REGION: 'us-east-1',
  };
  return {
    command,
    bucket,
    credentials,
    run: (line, more) => command.run(line, { ...store, ...credentials, ...variables, ...more }),
    start: (line, more) => command.start(line, { ...store, ...credentials, ...variables, ...more }),
    stop: async () => {
      await Promise.all([command.remove(), bucket.stop()]);
    },
  };
}
