import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { answerWatch } from './answer-watch.ts';
import { acceptExec } from './exec-socket.ts';
import { type ContainerOfPod, isOver, newPod, type Pod, XCOM_SIDECAR } from './pod.ts';
import { PodBody } from './pod-body.ts';
import { podObject } from './pod-object.ts';
import { selectPods } from './select-pods.ts';

const Patch = z.looseObject({
  metadata: z.optional(
    z.looseObject({
      labels: z.optional(z.record(z.string(), z.string())),
      annotations: z.optional(z.record(z.string(), z.string())),
    }),
  ),
});

const Deletion = z.object({ gracePeriodSeconds: z.optional(z.number()) });

/** The pods that the API shows, and what it does with them. */
export interface PodsBehindApi {
  readonly pods: Map<string, Pod>;
  readonly folder: string;
  /** Starts a pod that was just created. */
  start(pod: Pod): void;
  /** Ends a pod that was deleted, which is shown until it has ended; with other seconds than its own until it is forced to, if given. */
  end(pod: Pod, grace: number | undefined): void;
}

interface Place {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly part: string | undefined;
  readonly query: URLSearchParams;
}

/** Answers one request of the Kubernetes API, as far as pods go. */
export async function answerRequest(behind: PodsBehindApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://pods');
  if (pathname === '/version') return send(response, 200, { major: '1', minor: '32', gitVersion: 'v1.32.0' });
  if (pathname.endsWith('/events')) return send(response, 200, list('EventList', []));
  const place = placeOf(request);
  if (place === undefined) return fail(response, 404, 'NotFound', `${pathname} not found`);
  if (place.name === undefined) return await answerAll(behind, place, request, response);
  const pod = podAt(behind, place);
  if (pod === undefined) return fail(response, 404, 'NotFound', `pods "${place.name}" not found`);
  if (place.part === 'log') return await answerLog(pod, place.query, response);
  if (request.method === 'PATCH') patch(pod, Patch.parse(await json(request)));
  if (request.method === 'DELETE') {
    const { gracePeriodSeconds } = Deletion.parse(await json(request).catch(() => ({})));
    behind.end(pod, gracePeriodSeconds);
  }
  send(response, 200, podObject(pod));
}

/** Answers an `exec`: the two that Airflow sends to its sidecar, to fetch what a task returned and to end it. */
export async function answerExec(behind: PodsBehindApi, request: IncomingMessage, socket: Duplex): Promise<void> {
  const place = placeOf(request);
  const pod = place && podAt(behind, place);
  if (pod === undefined || place?.query.get('container') !== XCOM_SIDECAR) {
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  const exec = acceptExec(socket, request.headers['sec-websocket-key'] ?? '');
  if (place.query.getAll('command').join(' ').includes('return.json')) {
    const returned = await readFile(join(pod.folder, 'volumes', 'xcom', 'return.json'), 'utf8').catch(() => '');
    exec.succeed(returned === '' ? '__airflow_xcom_result_empty__\n' : returned);
    return;
  }
  await exec.firstMessage();
  pod.sidecar.resolve();
  while (!isOver(pod)) await setTimeout(5);
  exec.succeed('');
}

async function answerAll(behind: PodsBehindApi, place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { namespace, query } = place;
  if (request.method !== 'POST') {
    const selected = () => {
      const pods = [...behind.pods.values()].filter((pod) => namespace === undefined || pod.namespace === namespace);
      return selectPods(pods, query.get('labelSelector') ?? '');
    };
    if (query.get('watch') === 'true') return await answerWatch(selected, Number(query.get('timeoutSeconds') ?? 60), response);
    return send(response, 200, list('PodList', selected().map(podObject)));
  }
  const body = PodBody.safeParse(await json(request));
  if (!body.success) return fail(response, 422, 'Invalid', z.prettifyError(body.error));
  const pod = newPod(body.data, namespace ?? 'default', behind.folder);
  const key = keyOf(pod.namespace, pod.name);
  if (behind.pods.has(key)) return fail(response, 409, 'AlreadyExists', `pods "${pod.name}" already exists`);
  behind.pods.set(key, pod);
  behind.start(pod);
  send(response, 201, podObject(pod));
}

async function answerLog(pod: Pod, query: URLSearchParams, response: ServerResponse): Promise<void> {
  const name = query.get('container') ?? pod.body.spec.containers[0]?.name;
  const container = pod.containers.find(({ spec }) => spec.name === name);
  if (container === undefined) return fail(response, 400, 'BadRequest', `container ${name} is not valid for pod ${pod.name}`);
  const isTrue = (option: string) => query.get(option)?.toLowerCase() === 'true';
  response.writeHead(200, { 'content-type': 'text/plain' });
  for (let sent = 0; ; ) {
    const isLast = !isTrue('follow') || hasEnded(pod, container) || response.destroyed;
    for (const { time, text } of container.lines.slice(sent)) response.write(isTrue('timestamps') ? `${time} ${text}\n` : `${text}\n`);
    sent = container.lines.length;
    if (isLast) break;
    await setTimeout(20);
  }
  response.end();
}

function hasEnded(pod: Pod, { state }: ContainerOfPod): boolean {
  return state.kind === 'terminated' || isOver(pod);
}

function patch(pod: Pod, { metadata }: z.infer<typeof Patch>): void {
  const { body } = pod;
  body.metadata.labels = { ...body.metadata.labels, ...metadata?.labels };
  body.metadata.annotations = { ...body.metadata.annotations, ...metadata?.annotations };
  pod.version += 1;
}

function placeOf(request: IncomingMessage): Place | undefined {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://pods');
  const found = /^\/api\/v1(?:\/namespaces\/([^/]+))?\/pods(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(pathname);
  return found === null ? undefined : { namespace: found[1], name: found[2], part: found[3], query: searchParams };
}

function podAt({ pods }: PodsBehindApi, { namespace = 'default', name = '' }: Place): Pod | undefined {
  return pods.get(keyOf(namespace, name));
}

/** Under what a pod is found. Pure. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function list(kind: string, items: readonly object[]): object {
  return { kind, apiVersion: 'v1', metadata: { resourceVersion: '1' }, items };
}

function fail(response: ServerResponse, code: number, reason: string, message: string): void {
  send(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code, message });
}

function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
