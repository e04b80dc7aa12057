import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from '../cache/installed.ts';
import { findGo } from '../programs/find-go.ts';
import { freePort } from '../programs/free-port.ts';
import { runOrThrow } from '../programs/run-program.ts';
import { startProgram } from '../programs/start-program.ts';
import { signedFetch } from './signed-fetch.ts';

const VERSION = 'v1.8.0';

/** What the S3 server is to be like. */
export interface VersityGwOptions {
  /** The address it listens on; 127.0.0.1 when undefined. */
  readonly host?: string;
  /** `frazil` when undefined. */
  readonly bucket?: string;
}

/** An S3 server that runs. Its region is us-east-1; buckets are addressed by path. */
export interface VersityGw {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  /** The bucket's folder: every object is a file in it, under its key. */
  readonly folder: string;
  /** The file that has a line for every request that was answered. */
  readonly accessLog: string;
  /** Stops it and removes all it stored. */
  stop(): Promise<void>;
}

/** Brings versitygw, built from its Go module once per machine. Network the first time. */
async function bringVersityGw(): Promise<string> {
  const folder = await installed(`versitygw-${VERSION}`, async (target) => {
    const variables = { GOBIN: target, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' };
    await runOrThrow(await findGo(), ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], { variables });
  });
  return join(folder, 'versitygw');
}

/**
 * Starts a real S3 server over an empty temporary folder, on a free port, with one empty bucket. It checks signatures, as AWS
 * does. Each call starts another one.
 */
export async function startVersityGw(options: VersityGwOptions = {}): Promise<VersityGw> {
  const path = await bringVersityGw();
  const { host = '127.0.0.1', bucket = 'frazil' } = options;
  const temporary = await mkdtemp(join(tmpdir(), 'frazil-versitygw-'));
  const [data, sidecar] = [join(temporary, 'data'), join(temporary, 'sidecar')];
  await Promise.all([data, sidecar].map((folder) => mkdir(folder)));
  const accessLog = join(temporary, 'access.log');
  const credentials = { accessKey: 'frazil', secretKey: randomBytes(20).toString('hex') };
  const port = await freePort(host);
  const endpoint = `http://${host}:${port}`;
  const program = await startProgram({
    path,
    arguments: ['--port', `${host}:${port}`, '--quiet', '--keep-alive', '--access-log', accessLog, 'posix', '--sidecar', sidecar, data],
    variables: { ROOT_ACCESS_KEY: credentials.accessKey, ROOT_SECRET_KEY: credentials.secretKey },
    log: join(temporary, 'versitygw.log'),
    isReady: async () => (await fetch(endpoint)).status > 0,
    seconds: 60,
  });
  const stop = async () => {
    await program.stop();
    await rm(temporary, { recursive: true, force: true });
  };
  const made = await signedFetch({ method: 'PUT', url: `${endpoint}/${bucket}` }, credentials);
  if (!made.ok) {
    await stop();
    throw new Error(`versitygw did not make the bucket ${bucket}: ${made.status} ${await made.text()}`);
  }
  return { endpoint, ...credentials, bucket, folder: join(data, bucket), accessLog, stop };
}
