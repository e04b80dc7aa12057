import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BucketScene, startBucketScene } from './bucket-scene.ts';

/** The built command and worker, with a bucket as the store of both. */
export interface EngineScene extends BucketScene {
  /** The folder that `frazil-worker` is in. */
  readonly workerFolder: string;
}

const BUILD = fileURLToPath(new URL('../../../worker/build.ts', import.meta.url));

/** Builds the command and the worker, and starts an S3 server. */
export async function startEngineScene(): Promise<EngineScene> {
  const scene = await startBucketScene();
  // Not below /tmp, which is a volume in pods.
  const workers = await mkdtemp('/var/tmp/frazil-workers-');
  await promisify(execFile)(process.execPath, ['--conditions=@frazil/source', BUILD, workers]);
  return {
    ...scene,
    workerFolder: join(workers, process.arch === 'arm64' ? 'linux-aarch64' : 'linux-x86_64'),
    stop: async () => {
      await Promise.all([scene.stop(), rm(workers, { recursive: true })]);
    },
  };
}
