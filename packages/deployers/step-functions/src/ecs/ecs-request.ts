import { setTimeout as delay } from 'node:timers/promises';
import type { Clients } from '../connection/open-clients.ts';
import { signRequest } from './sign-request.ts';

const ATTEMPTS = 5;
const TIMEOUT = 30_000;

/** An answer that is an error, with what the service calls it. */
export class EcsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** Asks ECS for something; region, endpoint and credentials are those of the other services. */
export async function ecsRequest({ states }: Clients, operation: string, input: unknown, signal: AbortSignal): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(states, operation, JSON.stringify(input), signal);
    } catch (error) {
      const isPassing = !(error instanceof EcsError) || error.$metadata.httpStatusCode >= 500 || /Throttl/.test(error.name);
      if (attempt === ATTEMPTS || !isPassing || signal.aborted) throw networkError(error);
      await delay(100 * 2 ** attempt * Math.random(), undefined, { signal });
    }
  }
}

async function send({ config }: Clients['states'], operation: string, body: string, signal: AbortSignal): Promise<unknown> {
  const region = await config.region();
  const url = await endpointOf(config, region);
  const headers = signRequest({
    url,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` },
    body,
    service: 'ecs',
    region,
    credentials: await config.credentials(),
    time: new Date(),
  });
  const { host: _, ...sent } = headers;
  const response = await fetch(url, {
    method: 'POST',
    headers: sent,
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw errorOf(text, response.status);
}

async function endpointOf(config: Clients['states']['config'], region: string): Promise<URL> {
  const own = process.env.AWS_ENDPOINT_URL_ECS ?? process.env.AWS_ENDPOINT_URL;
  if (own !== undefined && own !== '') return new URL(own);
  if (config.isCustomEndpoint === true && config.endpoint !== undefined) {
    const { protocol, hostname, port } = await config.endpoint();
    return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`);
  }
  return new URL(`https://ecs.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`);
}

/** `{"__type": "com.amazonaws.ecs#ClientException", "message": "..."}`, if it is JSON. */
function errorOf(text: string, status: number): EcsError {
  const type = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(text)?.[1] ?? `HTTP ${status}`;
  const message = /"[mM]essage"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
  return new EcsError(type, message, status);
}

/** `fetch` hides what failed in a cause. */
function networkError(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
