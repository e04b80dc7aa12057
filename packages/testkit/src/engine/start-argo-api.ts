import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

/** An object as the API keeps it. */
interface KeptObject {
  kind?: string;
  metadata: {
    name: string;
    resourceVersion?: string;
    deletionTimestamp?: string;
    ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/** What the API does with a request instead of answering it. */
type Fault = (request: { readonly method: string; readonly path: string }) => 'reset' | number | undefined;

/** A Kubernetes API that keeps the objects of Argo, as far as a deployer sees one. */
export interface ArgoApi extends AsyncDisposable {
  readonly kubeconfig: string;
  readonly server: string;
  /** By path: `/apis/argoproj.io/.../workflowtemplates/flow`. */
  readonly objects: Map<string, KeptObject>;
  /** `GET /apis/...` of every request. */
  readonly requests: string[];
  fault: Fault;
}

const TOKEN = 'a-token-that-is-a-secret';

/** Starts one on a free port of the loopback; it knows the bearer of one token. */
export async function startArgoApi(): Promise<ArgoApi> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-argo-'));
  const kubeconfig = join(folder, 'config');
  const objects = new Map<string, KeptObject>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response, api).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const api: ArgoApi = {
    kubeconfig,
    server: url,
    objects,
    requests,
    fault: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
  await writeFile(kubeconfig, kubeconfigOf(url, TOKEN));
  return api;
}

/** A kubeconfig for a server, with what the user says of themselves. */
export function kubeconfigOf(server: string, token: string, user: object = { token }): string {
  return JSON.stringify({
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'me', namespace: 'flows' } }],
    clusters: [{ name: 'here', cluster: { server } }],
    users: [{ name: 'me', user }],
  });
}

type Say = (status: number, body: unknown) => void;

async function answer(request: IncomingMessage, response: ServerResponse, api: ArgoApi): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const { pathname: path, searchParams } = new URL(url, 'http://api');
  api.requests.push(`${method} ${path}`);
  const fault = api.fault({ method, path });
  if (fault === 'reset') {
    request.socket.destroy();
    return;
  }
  const say = (status: number, body: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (fault !== undefined) return say(fault, { kind: 'Status', message: `fault ${fault}` });
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return say(401, { kind: 'Status', message: 'Unauthorized' });
  const body = request.headers['content-length'] === undefined ? undefined : await json(request);
  const found = api.objects.get(path);
  if (method === 'POST') return say(201, create(api, path, keptBody(body)));
  if (method === 'GET' && /\/(workflowtemplates|cronworkflows|sensors|workflows)$/.test(path))
    return say(200, listOf(api, path, searchParams));
  if (found === undefined) return say(404, { kind: 'Status', message: 'not found' });
  if (method === 'DELETE') remove(api, path, found, body);
  // What is being deleted is seen once more.
  else if (found.metadata.deletionTimestamp !== undefined) api.objects.delete(path);
  if (method === 'PUT') return replace(api, path, keptBody(body), say);
  if (method === 'PATCH') Object.assign(found, merged(found, keptBody(body)));
  return say(200, found);
}

/** With an object goes what it owns, unless that is to be an orphan: then it goes a little later, alone. */
function remove({ objects }: ArgoApi, path: string, { kind, metadata }: KeptObject, options: unknown): void {
  const { propagationPolicy } = { propagationPolicy: 'Background', ...(typeof options === 'object' ? options : {}) };
  if (propagationPolicy === 'Orphan') {
    metadata.deletionTimestamp = new Date().toISOString();
    return;
  }
  objects.delete(path);
  for (const [other, { metadata: owned }] of objects) {
    if (owned.ownerReferences?.some((owner) => owner.kind === kind && owner.name === metadata.name)) objects.delete(other);
  }
}

function keptBody(value: unknown): KeptObject {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return { metadata: { name: '' }, ...value };
}

let versions = 0;

function create(api: ArgoApi, folder: string, object: KeptObject): KeptObject {
  const { generateName, name } = object.metadata;
  const own = typeof generateName === 'string' ? `${generateName}${++versions}` : name;
  const metadata = { creationTimestamp: '2026-01-01T00:00:00Z', ...object.metadata, name: own, resourceVersion: `${++versions}` };
  const kept = { ...object, metadata };
  api.objects.set(`${folder}/${own}`, kept);
  return kept;
}

function replace(api: ArgoApi, path: string, object: KeptObject, say: Say): void {
  const found = api.objects.get(path);
  if (found?.metadata.resourceVersion !== object.metadata.resourceVersion) {
    say(409, { kind: 'Status', message: 'it was modified' });
    return;
  }
  const kept = { ...object, metadata: { ...object.metadata, resourceVersion: `${++versions}` } };
  api.objects.set(path, kept);
  say(200, kept);
}

/** One object a page, so that whoever lists has to ask again. */
function listOf(api: ArgoApi, folder: string, query: URLSearchParams): unknown {
  const all = [...api.objects].filter(([path]) => path.startsWith(`${folder}/`)).map(([, object]) => object);
  const from = Number(query.get('continue') ?? 0);
  const next = from + 1 < all.length ? { continue: String(from + 1) } : {};
  return { kind: 'List', metadata: next, items: all.slice(from, from + 1) };
}

/** As a merge patch has it: null takes a member away. */
function merged(found: KeptObject, patch: KeptObject): object {
  const spec = { ...Object(found.spec), ...Object(patch.spec) };
  return { spec: Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== null)) };
}
