import { execFile } from 'node:child_process';
import * as z from 'zod/mini';
import type { Credentials } from './cluster-access.ts';
import { kubernetesErrors } from './errors.ts';
import type { ExecPlugin } from './kubeconfig.ts';

const ExecCredential = z.object({
  status: z.object({
    expirationTimestamp: z.optional(z.string()),
    token: z.optional(z.string()),
    clientCertificateData: z.optional(z.string()),
    clientKeyData: z.optional(z.string()),
  }),
});

/** Credentials and until when they are good, in milliseconds since 1970. */
export interface ExecCredentials {
  readonly credentials: Credentials;
  readonly expires: number;
}

/** What a plugin is started with. */
export interface ExecInput {
  readonly plugin: ExecPlugin;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cluster: { readonly server: string; readonly ca: string | undefined };
  readonly signal: AbortSignal;
}

/** Asks a credential plugin (client.authentication.k8s.io), never for anything typed. Starts a process. */
export async function runExecPlugin(input: ExecInput): Promise<ExecCredentials> {
  const { command } = input.plugin;
  const output = await outputOf(input);
  const parsed = z.safeParse(ExecCredential, parsedJson(output));
  if (!parsed.success) throw kubernetesErrors.create('kubernetes.login-failed', { command, reason: 'its answer is not an ExecCredential' });
  const { token, clientCertificateData: certificate, clientKeyData: key, expirationTimestamp } = parsed.data.status;
  return {
    credentials: { authorization: token === undefined ? undefined : `Bearer ${token}`, certificate, key },
    expires: expirationTimestamp === undefined ? Number.POSITIVE_INFINITY : Date.parse(expirationTimestamp),
  };
}

function outputOf({ plugin, environment, cluster, signal }: ExecInput): Promise<string> {
  const { command, args, env, apiVersion, provideClusterInfo, installHint } = plugin;
  const spec = {
    interactive: false,
    ...(provideClusterInfo && {
      cluster: { server: cluster.server, ...(cluster.ca && { 'certificate-authority-data': Buffer.from(cluster.ca).toString('base64') }) },
    }),
  };
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec });
  const own = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
  const options = { env: { ...environment, ...own, KUBERNETES_EXEC_INFO: info }, signal, maxBuffer: 1 << 20, timeout: 60_000 };
  return new Promise((resolve, reject) => {
    execFile(command, args ?? [], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      if (signal.aborted) return reject(signal.reason);
      const said = stderr.trim().split('\n').at(-1);
      const reason =
        'code' in error && error.code === 'ENOENT' ? `it is not installed. ${installHint ?? ''}`.trim() : said || error.message;
      return reject(kubernetesErrors.create('kubernetes.login-failed', { command, reason: reason.replace(/\.$/, '') }, { cause: error }));
    });
  });
}

function parsedJson(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
