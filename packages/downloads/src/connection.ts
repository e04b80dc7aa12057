import { readFile } from 'node:fs/promises';
import type { ClientRequestArgs, IncomingMessage } from 'node:http';
import type { Credentials } from './credentials.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Connections that are kept open and used again, made as the user's proxy and certificate variables say. */
export interface Connection {
  /** Asks for a URL. Resolves with the answer's head; its body is still to be read. Rejects on abort and on a broken line. */
  get(url: string, asking: Asking): Promise<IncomingMessage>;
}

/** How a URL is asked for. */
export interface Asking {
  readonly credentials: Credentials | undefined;
  readonly signal: AbortSignal;
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

const IDLE_LIMIT = 60_000;
const CERTIFICATE_VARIABLES = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE'];

/** Opens no connection yet. The certificates of SSL_CERT_FILE, PIP_CERT or REQUESTS_CA_BUNDLE are trusted beside Node's own. */
export async function createConnection(variables: Variables): Promise<Connection> {
  // Importing them costs 36 ms, which only commands that fetch should pay. Not fetch: its proxy is a setting of the process.
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  const options = { keepAlive: true, proxyEnv: { ...variables } };
  const agents = { http: new http.Agent(options), https: new https.Agent({ ...options, ...(await certificates(variables)) }) };
  return {
    get: (url, { credentials, signal, headers: more }) =>
      new Promise((resolve, reject) => {
        const isSecure = url.startsWith('https:');
        const headers = { 'user-agent': 'frazil', 'accept-encoding': 'identity', ...authorization(credentials), ...more };
        const request: ClientRequestArgs = { agent: isSecure ? agents.https : agents.http, headers, signal, timeout: IDLE_LIMIT };
        const sent = (isSecure ? https : http).get(url, request, resolve);
        sent.once('error', reject);
        sent.once('timeout', () => sent.destroy(new Error(`nothing came for ${IDLE_LIMIT / 1000} seconds`)));
      }),
  };
}

function authorization(credentials: Credentials | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}` };
}

async function certificates(variables: Variables): Promise<{ ca?: string[] }> {
  const path = CERTIFICATE_VARIABLES.map((name) => variables[name]).find((value) => value !== undefined && value !== '');
  if (path === undefined) return {};
  const own = await readFile(path, 'utf8').catch(() => undefined);
  if (own === undefined) return {};
  const { getCACertificates } = await import('node:tls');
  return { ca: [...getCACertificates('default'), own] };
}
