import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { ClusterAccess } from '@frazil/kubernetes';
import * as z from 'zod/mini';

const Body = z.looseObject({ metadata: z.looseObject({ name: z.string() }) });
type Body = z.infer<typeof Body>;

/** A pod that a test plays. */
interface PlayedPod {
  readonly body: Body;
  readonly log: string[];
  status: object;
  isDeleted: boolean;
}

/** What the API does with a request instead of answering it. */
type Fault = (request: {
  readonly method: string;
  readonly path: string;
}) => 'reset' | { readonly status: number; readonly message: string } | undefined;

/** The part of a cluster's API that pods are made and watched by; what becomes of a pod, a test says. */
export interface PodsApi extends AsyncDisposable {
  readonly cluster: ClusterAccess;
  /** `POST /api/v1/...` of every request, with its query. */
  readonly requests: string[];
  readonly pods: Map<string, PlayedPod>;
  fault: Fault;
  /** Called when a pod was made. */
  made: (name: string) => void;
  /** Says how a pod is now. */
  say(name: string, status: object): void;
  write(name: string, container: string, line: string): void;
  remove(name: string): void;
  /** Ends every answer that goes on, as a cluster does now and then; with this as its last line, if given. */
  hangUp(last?: object): void;
}

/** Starts one on a free port of the loopback. */
export async function startPodsApi(): Promise<PodsApi> {
  const watchers = new Set<ServerResponse>();
  const followers = new Map<ServerResponse, { readonly name: string; readonly container: string }>();
  const server = createServer((request, response) => void answer(api, { watchers, followers }, request, response));
  const url = await listen(server);
  const tell = (type: string, name: string): void => {
    const pod = api.pods.get(name);
    for (const watcher of watchers) if (pod) watcher.write(`${JSON.stringify({ type, object: shown(pod) })}\n`);
  };
  const api: PodsApi = {
    cluster: {
      server: url,
      namespace: 'flows',
      tls: { ca: undefined, isUnchecked: false, serverName: undefined },
      credentials: async () => ({}),
    },
    requests: [],
    pods: new Map(),
    fault: () => undefined,
    made: () => undefined,
    say: (name, status) => {
      const pod = api.pods.get(name);
      if (pod === undefined) return;
      pod.status = status;
      tell('MODIFIED', name);
      if (!isOver(pod)) return;
      for (const [response, followed] of followers) if (followed.name === name) response.end();
    },
    write: (name, container, text) => {
      const line = `${container} ${new Date().toISOString()} ${text}`;
      api.pods.get(name)?.log.push(line);
      for (const [response, followed] of followers) if (isOf(followed, name, line)) response.write(`${line.slice(container.length + 1)}\n`);
    },
    remove: (name) => {
      tell('DELETED', name);
      api.pods.delete(name);
    },
    hangUp: (last) => {
      for (const response of [...watchers, ...followers.keys()])
        response.end(last && watchers.has(response) ? `${JSON.stringify(last)}\n` : undefined);
      watchers.clear();
      followers.clear();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return api;
}

interface Streams {
  readonly watchers: Set<ServerResponse>;
  readonly followers: Map<ServerResponse, { readonly name: string; readonly container: string }>;
}

type Send = (status: number, body: object) => void;

async function answer(api: PodsApi, streams: Streams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const { pathname: path, searchParams: query } = new URL(url, 'http://api');
  api.requests.push(`${method} ${url}`);
  const fault = api.fault({ method, path });
  if (fault === 'reset') {
    request.socket.destroy();
    return;
  }
  const send: Send = (status, body) => void response.writeHead(status).end(JSON.stringify(body));
  if (fault) return send(fault.status, { kind: 'Status', message: fault.message });
  const [, name, part] = /\/pods(?:\/([^/]+)(?:\/(log))?)?$/.exec(path) ?? [];
  if (method === 'POST') return create(api, await json(request), send);
  if (name === undefined) return query.get('watch') ? stream(api, response, streams.watchers) : send(200, listOf(api));
  const pod = api.pods.get(name);
  if (pod === undefined) return send(404, { kind: 'Status', message: `pods "${name}" not found` });
  if (method === 'DELETE') {
    pod.isDeleted = true;
    return send(200, shown(pod));
  }
  if (part === 'log') follow(pod, { name, container: query.get('container') ?? '' }, query, { response, streams });
}

function create(api: PodsApi, given: unknown, send: Send): void {
  const body = Body.parse(given);
  const { name } = body.metadata;
  if (api.pods.has(name)) {
    send(409, { kind: 'Status', message: `pods "${name}" already exists` });
    return;
  }
  const pod: PlayedPod = { body, log: [], status: { phase: 'Pending' }, isDeleted: false };
  api.pods.set(name, pod);
  send(201, shown(pod));
  api.made(name);
}

function listOf({ pods }: PodsApi): object {
  return { kind: 'PodList', metadata: { resourceVersion: '7' }, items: [...pods.values()].map(shown) };
}

function shown({ body, status, isDeleted }: PlayedPod): object {
  const metadata = { ...body.metadata, ...(isDeleted && { deletionTimestamp: '2026-01-01T00:00:00Z' }) };
  return { ...body, metadata, status };
}

// What happened since the list is told again.
function stream({ pods }: PodsApi, response: ServerResponse, watchers: Set<ServerResponse>): void {
  response.writeHead(200);
  response.flushHeaders();
  for (const pod of pods.values()) response.write(`${JSON.stringify({ type: 'ADDED', object: shown(pod) })}\n`);
  watchers.add(response);
}

interface Following {
  readonly response: ServerResponse;
  readonly streams: Streams;
}

function follow(
  pod: PlayedPod,
  followed: { readonly name: string; readonly container: string },
  query: URLSearchParams,
  { response, streams }: Following,
): void {
  response.writeHead(200);
  response.flushHeaders();
  for (const line of pod.log) if (isOf(followed, followed.name, line)) response.write(`${line.slice(followed.container.length + 1)}\n`);
  if (query.get('follow') === 'true' && !isOver(pod)) streams.followers.set(response, followed);
  else response.end();
}

function isOver({ status }: PlayedPod): boolean {
  return 'phase' in status && status.phase !== 'Running' && status.phase !== 'Pending';
}

function isOf(followed: { readonly name: string; readonly container: string }, name: string, line: string): boolean {
  return followed.name === name && line.startsWith(`${followed.container} `);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    });
  });
}
