import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Secrets } from './container-variables.ts';
import { kubernetesTime, type Pod } from './pod.ts';
import type { PodSpec } from './pod-body.ts';
import { answerExec, answerRequest, keyOf, type PodsBehindApi } from './pods-api.ts';
import { endPod, runPod } from './run-pod.ts';
import { startNetwork } from './start-network.ts';

/** How pods are run. */
export interface PodsOptions {
  /** Image names to root folders, or to THIS_MACHINE. Any other image is refused; every image is this machine when undefined. */
  readonly images?: Readonly<Record<string, string>>;
  /** The secrets that pods may name. */
  readonly secrets?: Secrets;
  /** Folders of this machine that every container sees, and may write to, under the same path. */
  readonly shared?: readonly string[];
  /**
   * When given, pods run in a network of their own that reaches these endpoints (`http://127.0.0.1:7070`) and nothing else: no
   * registry, no name server. This machine's network when undefined.
   */
  readonly reach?: readonly string[];
}

/** What became of a pod. */
export interface JournaledPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As its creator wrote it. */
  readonly spec: PodSpec;
  readonly phase: Pod['phase'];
  /** What each container that ended exited with, and what each has written. */
  readonly exitCodes: Readonly<Record<string, number>>;
  readonly logs: Readonly<Record<string, string>>;
}

/** A small Kubernetes API that runs. */
export interface Pods {
  /** The path of the file that clients read. */
  readonly kubeconfig: string;
  /** Every pod that was ever created, in order, deleted ones too. */
  journal(): readonly JournaledPod[];
  /** Ends every pod and the API, and removes all they wrote. */
  stop(): Promise<void>;
}

/**
 * Starts a small Kubernetes API on a free port that runs each pod's containers as processes of this machine, over root file systems
 * whose changes are forgotten, with emptyDir volumes, variables, secrets, logs, exit codes, deadlines and Airflow's way to
 * fetch what a task returned. Resources and security contexts are ignored, and nothing is validated. Linux, root.
 */
export async function startPods(options: PodsOptions = {}): Promise<Pods> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-pods-'));
  const network = options.reach && (await startNetwork(options.reach, join(folder, 'network')));
  const created: Pod[] = [];
  const runs: Promise<void>[] = [];
  const { images, secrets = {}, shared = [] } = options;
  const behind: PodsBehindApi = {
    pods: new Map(),
    folder: join(folder, 'pods'),
    start: (pod) => {
      created.push(pod);
      runs.push(mkdir(pod.folder, { recursive: true }).then(() => runPod(pod, { images, secrets, shared, networkOf: network?.id })));
    },
    end: (pod, grace) => {
      pod.deletedAt ??= kubernetesTime();
      runs.push(endPod(pod, grace).then(() => void behind.pods.delete(keyOf(pod.namespace, pod.name))));
    },
  };
  const server = createServer((request, response) => void answerRequest(behind, request, response));
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    void answerExec(behind, request, socket);
  });
  const kubeconfig = join(folder, 'kubeconfig.json');
  await writeFile(kubeconfig, kubeconfigOf(await listen(server)));
  const stop = async () => {
    for (const pod of created) forceEnd(pod);
    await Promise.all(runs);
    await network?.stop();
    for (const socket of sockets) socket.destroy();
    await close(server);
    await rm(folder, { recursive: true, force: true });
  };
  return { kubeconfig, journal: () => created.map(journaled), stop };
}

function forceEnd(pod: Pod): void {
  pod.reason ??= 'Shutdown';
  pod.sidecar.resolve();
  for (const { running } of pod.containers) running?.kill('SIGKILL');
}

function journaled({ name, namespace, body, phase, containers }: Pod): JournaledPod {
  const codes = containers.map(({ spec, state }) => [spec.name, state.kind === 'terminated' ? state.exitCode : undefined] as const);
  return {
    name,
    namespace,
    labels: body.metadata.labels ?? {},
    spec: body.spec,
    phase,
    exitCodes: Object.fromEntries(codes.filter((code): code is readonly [string, number] => code[1] !== undefined)),
    logs: Object.fromEntries(containers.map(({ spec, lines }) => [spec.name, lines.map(({ text }) => `${text}\n`).join('')])),
  };
}

function kubeconfigOf(port: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'pods', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'pods', user: { token: 'none' } }],
    contexts: [{ name: 'pods', context: { cluster: 'pods', user: 'pods', namespace: 'default' } }],
    'current-context': 'pods',
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
