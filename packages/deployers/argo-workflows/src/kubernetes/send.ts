import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
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

/** Milliseconds that a connection may be silent. */
const SILENCE = 30_000;
const CERTIFICATE_CODES = /CERT|UNABLE_TO_(GET|VERIFY)|SELF_SIGNED|ALTNAME/;

/** Sends one request, once. Network. Throws when no answer came, whatever an answer says. */
export async function send(access: ClusterAccess, { method, path, body }: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
  signal.throwIfAborted();
  const { authorization, certificate, key } = await access.credentials();
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const url = new URL(`${access.server}${path}`);
  const { ca, isUnchecked, serverName } = access.tls;
  const options = {
    method,
    signal,
    timeout: SILENCE,
    rejectUnauthorized: !isUnchecked,
    ...(ca && { ca }),
    ...(certificate && { cert: certificate, key }),
    ...(serverName && { servername: serverName }),
    headers: {
      accept: 'application/json',
      'user-agent': 'frazil',
      ...(authorization && { authorization }),
      ...(payload !== undefined && {
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        'content-length': Buffer.byteLength(payload),
      }),
    },
  };
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(signal.aborted ? signal.reason : noAnswer(access.server, error));
    const start = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const sent = start(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', failed);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${SILENCE / 1000} seconds`)));
    sent.on('error', failed);
    sent.end(payload);
  });
}

function noAnswer(server: string, error: Error & { readonly code?: string }): Error {
  const code = CERTIFICATE_CODES.test(error.code ?? '') ? 'kubernetes.certificate' : 'kubernetes.unreachable';
  return kubernetesErrors.create(code, { server, reason: error.message || (error.code ?? 'no answer') }, { cause: error });
}
