import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { type BuiltCommand, buildCommand, type Outcome } from './command.ts';

/** The built command and worker, with a bucket as the store of both. */
export interface EngineScene {
  readonly command: BuiltCommand;
  readonly bucket: VersityGw;
  /** The folder that `frazil-worker` is in. */
  readonly workerFolder: string;
  /** What opens the bucket. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Runs the command with the bucket as its store. */
  run(line: string): Promise<Outcome>;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Builds the command and the worker, starts an S3 server, and brings the flows of `examples/shapes` into the command's folder. */
export async function startEngineScene(): Promise<EngineScene> {
  const [command, bucket] = await Promise.all([buildCommand(), startVersityGw()]);
  // Not below /tmp, which is a volume in pods.
  const workers = await mkdtemp('/var/tmp/frazil-workers-');
  await promisify(execFile)(process.execPath, ['--conditions=@frazil/source', join(ROOT, 'apps/worker/build.ts'), workers]);
  await cp(join(ROOT, 'examples/shapes'), join(command.folder, 'shapes'), { recursive: true });
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
    workerFolder: join(workers, process.arch === 'arm64' ? 'linux-aarch64' : 'linux-x86_64'),
    credentials,
    run: (line) => command.run(line, { ...store, ...credentials }),
    stop: async () => {
      await Promise.all([command.remove(), bucket.stop(), rm(workers, { recursive: true })]);
    },
  };
}
