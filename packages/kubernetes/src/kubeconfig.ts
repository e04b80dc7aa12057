import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { kubernetesErrors } from './errors.ts';

const text = z.optional(z.string());

const Cluster = z.object({
  server: z.string(),
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': z.optional(z.boolean()),
  'tls-server-name': text,
});

/** A program that gives credentials. */
const ExecPlugin = z.object({
  apiVersion: z.string(),
  command: z.string(),
  args: z.optional(z.nullable(z.array(z.string()))),
  env: z.optional(z.nullable(z.array(z.object({ name: z.string(), value: z.string() })))),
  installHint: text,
  provideClusterInfo: z.optional(z.boolean()),
});
export type ExecPlugin = z.infer<typeof ExecPlugin>;

const User = z.object({
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  exec: z.optional(z.nullable(ExecPlugin)),
});
export type User = z.infer<typeof User>;

const KubeConfig = z.object({
  clusters: z._default(z.nullable(z.array(z.object({ name: z.string(), cluster: Cluster }))), []),
  users: z._default(z.nullable(z.array(z.object({ name: z.string(), user: z.nullable(User) }))), []),
  contexts: z._default(
    z.nullable(z.array(z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: text, namespace: text }) }))),
    [],
  ),
  'current-context': text,
});

/** The part of kubeconfig files that one context needs. */
export interface ChosenContext {
  /** The files it came from, for messages; relative names in it are beside the first. */
  readonly file: string;
  readonly cluster: z.infer<typeof Cluster>;
  readonly user: User;
  readonly namespace: string | undefined;
}

/** Reads a context, the current one when none is named, from one or several kubeconfig files: as with kubectl, the first that says something wins. */
export async function readKubeconfig(files: readonly string[], contextName: string | undefined): Promise<ChosenContext> {
  const configs = await Promise.all(files.map(readOne));
  const file = files.join(', ');
  const name = contextName ?? configs.map((each) => each['current-context']).find((each) => each !== undefined && each !== '');
  if (name === undefined) throw invalid(file, 'no context is current');
  const context = configs.flatMap(({ contexts }) => contexts ?? []).find((each) => each.name === name)?.context;
  if (context === undefined) throw invalid(file, `it has no context ${name}`);
  const cluster = configs.flatMap(({ clusters }) => clusters ?? []).find((each) => each.name === context.cluster)?.cluster;
  if (cluster === undefined) throw invalid(file, `it has no cluster ${context.cluster}`);
  const user = configs.flatMap(({ users }) => users ?? []).find((each) => each.name === context.user)?.user;
  return { file: files[0] ?? '', cluster, user: user ?? {}, namespace: context.namespace };
}

async function readOne(file: string): Promise<z.infer<typeof KubeConfig>> {
  let document: unknown;
  try {
    document = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw kubernetesErrors.create('kubernetes.configuration-invalid', { file, reason: reasonOfError(error) }, { cause: error });
  }
  const parsed = z.safeParse(KubeConfig, document ?? {});
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return parsed.data;
}

function reasonOfError(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error);
}

function invalid(file: string, reason: string): Error {
  return kubernetesErrors.create('kubernetes.configuration-invalid', { file, reason });
}
