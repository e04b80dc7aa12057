import { readFile, stat } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { ClusterAccess, Credentials } from './cluster-access.ts';
import { kubernetesErrors } from './errors.ts';
import { type ChosenContext, readKubeconfig, type User } from './kubeconfig.ts';
import { type ExecCredentials, runExecPlugin } from './run-exec-plugin.ts';

/** What says which cluster is meant. */
export interface FindClusterInput {
  /** The variables of the command: KUBECONFIG, HOME, KUBERNETES_SERVICE_HOST. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A context of the kubeconfig instead of the current one. */
  readonly contextName?: string | undefined;
  /** Where a pod finds its service account. */
  readonly serviceAccountFolder?: string;
  readonly signal: AbortSignal;
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Credentials are asked for again this long before they expire, in milliseconds. */
const MARGIN = 60_000;

/** Finds the cluster as kubectl does: KUBECONFIG, `.kube/config` at home, or the pod's own service account. Reads files. */
export async function findCluster(input: FindClusterInput): Promise<ClusterAccess> {
  const { environment, contextName } = input;
  const files = await kubeconfigFiles(environment);
  if (files.length > 0) return accessOf(await readKubeconfig(files, contextName), input);
  const host = environment.KUBERNETES_SERVICE_HOST;
  if (host === undefined) throw kubernetesErrors.create('kubernetes.no-configuration', {});
  const folder = input.serviceAccountFolder ?? SERVICE_ACCOUNT;
  const read = (name: string): Promise<string> => readCredential(join(folder, name));
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    server: `https://${address}:${environment.KUBERNETES_SERVICE_PORT ?? '443'}`,
    namespace: (await read('namespace')).trim(),
    tls: { ca: await read('ca.crt'), isUnchecked: false, serverName: undefined },
    credentials: async () => ({ authorization: `Bearer ${(await read('token')).trim()}` }),
  };
}

async function kubeconfigFiles(environment: FindClusterInput['environment']): Promise<readonly string[]> {
  const named = environment.KUBECONFIG?.split(delimiter).filter((file) => file !== '') ?? [];
  const candidates = named.length > 0 ? named : [join(environment.HOME ?? environment.USERPROFILE ?? '.', '.kube', 'config')];
  const found = await Promise.all(
    candidates.map((file) =>
      stat(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  if (named.length === 1 && found.flat().length === 0) return named;
  return found.flat();
}

async function accessOf(context: ChosenContext, input: FindClusterInput): Promise<ClusterAccess> {
  const { cluster, file, user } = context;
  const beside = (name: string): string => resolve(dirname(file), name);
  const ca = await bytesOf(cluster['certificate-authority-data'], cluster['certificate-authority'], beside);
  const server = cluster.server.replace(/\/$/, '');
  return {
    server,
    namespace: context.namespace ?? 'default',
    tls: { ca, isUnchecked: cluster['insecure-skip-tls-verify'] === true, serverName: cluster['tls-server-name'] },
    credentials: user.exec ? execCredentials(user.exec, { ...input, cluster: { server, ca } }) : () => plainCredentials(user, beside),
  };
}

async function plainCredentials(user: User, beside: (name: string) => string): Promise<Credentials> {
  const token = user.tokenFile === undefined ? user.token : (await readCredential(beside(user.tokenFile))).trim();
  const basic =
    user.username === undefined ? undefined : `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
  return {
    authorization: token === undefined ? basic : `Bearer ${token}`,
    certificate: await bytesOf(user['client-certificate-data'], user['client-certificate'], beside),
    key: await bytesOf(user['client-key-data'], user['client-key'], beside),
  };
}

function execCredentials(
  plugin: NonNullable<User['exec']>,
  input: FindClusterInput & { cluster: { server: string; ca: string | undefined } },
) {
  const { environment, cluster, signal } = input;
  let last: ExecCredentials | undefined;
  return async (): Promise<Credentials> => {
    if (last === undefined || last.expires - MARGIN < Date.now()) last = await runExecPlugin({ plugin, environment, cluster, signal });
    return last.credentials;
  };
}

async function bytesOf(data: string | undefined, name: string | undefined, beside: (name: string) => string): Promise<string | undefined> {
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64').toString();
  return name === undefined ? undefined : readCredential(beside(name));
}

async function readCredential(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw kubernetesErrors.create('kubernetes.configuration-invalid', { file, reason }, { cause: error });
  }
}
