import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOrThrow } from '@frazil/engine-kit';
import * as z from 'zod/mini';
import { type BucketScene, startBucketScene } from './bucket-scene.ts';
import { BUCKET_SECRET, clusterObjects, SERVICE_ACCOUNT } from './cluster-objects.ts';

/** A run as `argo-workflows status --json` tells of it. */
const RunStatus = z.object({
  run: z.string(),
  status: z.string(),
  message: z.optional(z.string()),
  tasks: z.array(
    z.object({
      step: z.string(),
      path: z.string(),
      phase: z.string(),
      message: z.optional(z.string()),
      exitCode: z.optional(z.number()),
    }),
  ),
});
export type RunStatus = z.infer<typeof RunStatus>;

/** The built command with a bucket as its store, and a namespace of a real cluster for what it deploys. */
export interface ClusterScene extends BucketScene {
  /** Runs a command of `argo-workflows` that has to succeed, and gives its stdout. */
  argo(flow: string, words: string): Promise<string>;
  /** Deploys a flow with `argo-workflows create`. */
  deploy(flow: string, words?: string): Promise<string>;
  /** How a run is. */
  status(flow: string, run: string): Promise<RunStatus>;
  /** How a run was when it was over. */
  ended(flow: string, run: string): Promise<RunStatus>;
  /** Asks the cluster beside the command, in the namespace. */
  kubectl(...words: readonly string[]): Promise<string>;
}

/** Starts an S3 server that pods reach, and makes a namespace with what tasks need there. */
export async function startClusterScene(): Promise<ClusterScene> {
  const namespace = `${process.env.FRAZIL_CLUSTER_NAMESPACE || 'frazil-test'}-${randomBytes(3).toString('hex')}`;
  const variables = {
    FRAZIL_KUBERNETES_NAMESPACE: namespace,
    FRAZIL_KUBERNETES_SERVICE_ACCOUNT: SERVICE_ACCOUNT,
    FRAZIL_WORKER_IMAGE: setting('FRAZIL_CLUSTER_WORKER_IMAGE'),
  };
  const scene = await startBucketScene({ host: setting('FRAZIL_CLUSTER_STORE_HOST'), variables });
  const kubectl: ClusterScene['kubectl'] = (...words) => runOrThrow('kubectl', ['--namespace', namespace, ...words]);
  const argo: ClusterScene['argo'] = async (flow, words) => {
    const { exitCode, stdout, stderr } = await scene.run(`${flow} argo-workflows ${words}`);
    if (exitCode !== 0) throw new Error(`argo-workflows ${words} ended with ${exitCode}: ${stdout}${stderr}`);
    return stdout;
  };
  const status: ClusterScene['status'] = async (flow, run) => RunStatus.parse(JSON.parse(await argo(flow, `status ${run} --json`)));
  await prepare(kubectl, namespace, scene.credentials);
  return {
    ...scene,
    kubectl,
    argo,
    deploy: (flow, words = '') => argo(flow, `create --secret ${BUCKET_SECRET} ${words}`),
    status,
    ended: async (flow, run) => {
      await kubectl('wait', `workflow/${run.replace(/^argo-/, '')}`, '--for=condition=Completed', '--timeout=10m');
      return await status(flow, run);
    },
    stop: async () => {
      await kubectl('delete', 'namespace', namespace, '--wait=false');
      await scene.stop();
    },
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; npm run test:cluster says what it has to be.`);
  return value;
}

async function prepare(kubectl: ClusterScene['kubectl'], namespace: string, credentials: BucketScene['credentials']): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-cluster-'));
  try {
    const file = join(folder, 'objects.json');
    await writeFile(file, JSON.stringify(clusterObjects({ namespace, credentials })), { mode: 0o600 });
    await kubectl('create', 'namespace', namespace);
    await kubectl('apply', '--filename', file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
