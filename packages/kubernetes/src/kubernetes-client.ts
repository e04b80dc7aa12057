import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFrazilError } from '@frazil/core';
import * as z from 'zod/mini';
import type { ClusterAccess } from './cluster-access.ts';
import { kubernetesErrors } from './errors.ts';
import { type ApiAnswer, type ApiRequest, begin, noAnswer, send } from './send.ts';

const StatusAnswer = z.object({ message: z.optional(z.string()) });

/** Milliseconds before a request that changes nothing is sent again. */
const PAUSES = [200, 1000];

/** Milliseconds that an answer which goes on may be silent: connections that nobody hears of any more don't last for ever. */
const SILENCE_BETWEEN_LINES = 300_000;

/** Talks to the API of one cluster. */
export interface KubernetesClient {
  readonly namespace: string;
  /** The JSON of the answer; undefined when there is no such thing (404). Throws for all that isn't a success. */
  ask(request: ApiRequest): Promise<unknown>;
  /**
   * The lines of an answer as they come; none when there is no such thing (404). Ends when the cluster ends it, which it does now and
   * then. Throws for all that isn't a success, when the connection breaks, and when `signal` aborts.
   */
  lines(path: string, signal: AbortSignal): AsyncIterable<string>;
}

/** Makes a client. Reading is tried again when the cluster is busy or the network fails; a change is sent once. */
export function createKubernetesClient(access: ClusterAccess, signal: AbortSignal): KubernetesClient {
  return {
    namespace: access.namespace,
    ask: async (request) => {
      const answer = request.method === 'GET' ? await patiently(access, request, signal) : await send(access, request, signal);
      return answerOf(access, answer);
    },
    lines: (path, stop) => linesOf(access, path, stop),
  };
}

async function* linesOf(access: ClusterAccess, path: string, signal: AbortSignal): AsyncGenerator<string> {
  const response = await begin(access, { method: 'GET', path }, { signal, silence: SILENCE_BETWEEN_LINES });
  try {
    const status = response.statusCode ?? 0;
    if (status < 200 || status >= 300) return void answerOf(access, { status, text: await text(response) });
    response.setEncoding('utf8');
    let rest = '';
    for await (const chunk of response) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } catch (error) {
    throw isFrazilError(error) ? error : noAnswer(access, error, signal);
  } finally {
    response.destroy();
  }
}

async function patiently(access: ClusterAccess, request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
  for (const pause of PAUSES) {
    try {
      const answer = await send(access, request, signal);
      if (answer.status < 500 && answer.status !== 429) return answer;
    } catch (error) {
      if (!isFrazilError(error) || error.code !== 'kubernetes.unreachable') throw error;
    }
    await sleep(pause, undefined, { signal });
  }
  return send(access, request, signal);
}

function answerOf({ server }: ClusterAccess, { status, text: said }: ApiAnswer): unknown {
  const value = parsedJson(said);
  if (status >= 200 && status < 300 && value !== undefined) return value;
  if (status === 404) return undefined;
  if (status === 401) throw kubernetesErrors.create('kubernetes.unauthorized', { server });
  const reason = reasonOf(value) ?? `it answered ${status}`;
  if (status === 403) throw kubernetesErrors.create('kubernetes.forbidden', { server, reason });
  if (status === 409) throw kubernetesErrors.create('kubernetes.conflict', { server, reason });
  if (status >= 400 && status < 500 && status !== 429) throw kubernetesErrors.create('kubernetes.refused', { server, reason });
  throw kubernetesErrors.create('kubernetes.failed', { server, reason });
}

function reasonOf(value: unknown): string | undefined {
  const said = z.safeParse(StatusAnswer, value);
  return said.success ? said.data.message : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
