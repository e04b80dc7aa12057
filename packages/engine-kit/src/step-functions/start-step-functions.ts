import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { material } from '../cache/material.ts';
import { freePort } from '../programs/free-port.ts';
import { startProgram } from '../programs/start-program.ts';
import { bringLocalStack } from './bring-localstack.ts';
import { statesApi } from './states-api.ts';

/** How Step Functions is started. */
export interface StepFunctionsOptions {
  /** The server that states reach when they use S3; LocalStack's own when undefined. */
  readonly s3?: { readonly endpoint: string; readonly accessKey: string; readonly secretKey: string };
}

/** A Step Functions that runs. */
export interface StepFunctions {
  /** Where Step Functions, and every other service of LocalStack, answers. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts LocalStack's Step Functions, without containers, on a free port: 15 to 35 seconds. Each call starts another one. */
export async function startStepFunctions({ s3 }: StepFunctionsOptions = {}): Promise<StepFunctions> {
  const path = await bringLocalStack();
  const folder = await mkdtemp(join(tmpdir(), 'frazil-localstack-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const program = await startProgram({
    path,
    arguments: [material('python', 'start_localstack.py')],
    variables: {
      GATEWAY_LISTEN: new URL(endpoint).host,
      FILESYSTEM_ROOT: folder,
      DISABLE_EVENTS: '1',
      DNS_ADDRESS: '0',
      EAGER_SERVICE_LOADING: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      NO_PROXY: '127.0.0.1,localhost',
      ...(s3 && { FRAZIL_S3_ENDPOINT: s3.endpoint, FRAZIL_S3_ACCESS_KEY: s3.accessKey, FRAZIL_S3_SECRET_KEY: s3.secretKey }),
    },
    directory: folder,
    log: join(folder, 'localstack.log'),
    isReady: async () => (await statesApi(endpoint)('ListStateMachines', {})) !== undefined,
    seconds: 180,
  });
  const stop = async () => {
    await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { endpoint, stop };
}
