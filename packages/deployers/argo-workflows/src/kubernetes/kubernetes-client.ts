import { setTimeout as sleep } from 'node:timers/promises';
import { isFrazilError } from '@frazil/core';
import * as z from 'zod/mini';
import type { ClusterAccess } from './cluster-access.ts';
import { kubernetesErrors } from './errors.ts';
import { type ApiAnswer, type ApiRequest, send } from './send.ts';

const StatusAnswer = z.object({ message: z.optional(z.string()) });

/** Milliseconds before a request that changes nothing is sent again. */
const PAUSES = [200, 1000];

/** Talks to the API of one cluster. */
export interface KubernetesClient {
  readonly namespace: string;
  /** The JSON of the answer; undefined when there is no such thing (404). Throws for all that isn't a success. */
  ask(request: ApiRequest): Promise<unknown>;
}

/** Makes a client. Reading is tried again when the cluster is busy or the network fails; a change is sent once. */
export function createKubernetesClient(access: ClusterAccess, signal: AbortSignal): KubernetesClient {
  return {
    namespace: access.namespace,
    ask: async (request) => {
      const answer = request.method === 'GET' ? await patiently(access, request, signal) : await send(access, request, signal);
      return answerOf(access, answer);
    },
  };
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

function answerOf({ server }: ClusterAccess, { status, text }: ApiAnswer): unknown {
  const value = parsedJson(text);
  if (status >= 200 && status < 300 && value !== undefined) return value;
  if (status === 404) return undefined;
  if (status === 401) throw kubernetesErrors.create('kubernetes.unauthorized', { server });
  const said = z.safeParse(StatusAnswer, value);
  const reason = (said.success ? said.data.message : undefined) ?? `it answered ${status}`;
  if (status === 403) throw kubernetesErrors.create('kubernetes.forbidden', { server, reason });
  if (status === 409) throw kubernetesErrors.create('kubernetes.conflict', { server, reason });
  if (status >= 400 && status < 500 && status !== 429) throw kubernetesErrors.create('kubernetes.refused', { server, reason });
  throw kubernetesErrors.create('kubernetes.failed', { server, reason });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
