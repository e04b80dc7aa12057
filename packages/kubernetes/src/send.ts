import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { ClusterAccess } from './cluster-access.ts';
import { kubernetesErrors } from './errors.ts';

/** One request to a cluster's API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** What came back. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** How long to wait for an answer. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Milliseconds that a connection may be silent. */
  readonly silence: number;
}

const SILENCE = 30_000;
const CERTIFICATE_CODES = /CERT|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED|ALTNAME/;

/** Sends one request, once, and reads its answer whole. Network. Throws when no answer came, whatever an answer says. */
export async function send(access: ClusterAccess, request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
  const response = await begin(access, request, { signal, silence: SILENCE });
  try {
    return { status: response.statusCode ?? 0, text: await text(response) };
  } catch (error) {
    throw noAnswer(access, error, signal);
  }
}

/** Sends one request, once, and gives its answer as it begins. Network. Throws when none begins. */
export async function begin(access: ClusterAccess, { method, path, body }: ApiRequest, waiting: Waiting): Promise<IncomingMessage> {
  const { signal, silence } = waiting;
  signal.throwIfAborted();
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const url = new URL(`${access.server}${path}`);
  const options = { ...(await connectionOf(access, method, payload)), method, signal, timeout: silence };
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const sent = start(url, options, resolve);
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${silence / 1000} seconds`)));
    sent.on('error', (error) => reject(noAnswer(access, error, signal)));
    sent.end(payload);
  });
}

async function connectionOf(access: ClusterAccess, method: ApiRequest['method'], payload: string | undefined): Promise<RequestOptions> {
  const { authorization, certificate, key } = await access.credentials();
  const { ca, isUnchecked, serverName } = access.tls;
  const tls = {
    rejectUnauthorized: !isUnchecked,
    ...(ca && { ca }),
    ...(certificate && { cert: certificate, key }),
    ...(serverName && { servername: serverName }),
  };
  const headers = {
    accept: 'application/json',
    'user-agent': 'frazil',
    ...(authorization && { authorization }),
    ...(payload !== undefined && {
      'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      'content-length': Buffer.byteLength(payload),
    }),
  };
  return { ...tls, headers };
}

/** What is thrown when an answer didn't come, or broke off. */
export function noAnswer({ server }: ClusterAccess, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  // Those of TLS have no `syscall`, by which core knows the errors of Node.
  const cause = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = error instanceof Error ? error.message : String(error);
  const code = CERTIFICATE_CODES.test(cause) ? 'kubernetes.certificate' : 'kubernetes.unreachable';
  return kubernetesErrors.create(code, { server, reason: message || cause || 'no answer' }, { cause: error });
}
