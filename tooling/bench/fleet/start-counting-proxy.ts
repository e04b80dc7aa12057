import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** What went through a proxy since it was started. */
export interface Traffic {
  /** Bytes of bodies that were sent, by key of the store. */
  readonly bytes: Map<string, number>;
  requests: number;
  refused: number;
}

/** A proxy that counts. */
export interface CountingProxy {
  readonly endpoint: string;
  readonly traffic: Traffic;
  stop(): Promise<void>;
}

/** Starts a proxy in front of an S3 server. Every `refuseEach`th request is told to slow down; none when that is 0. */
export async function startCountingProxy(target: string, bucket: string, refuseEach: number): Promise<CountingProxy> {
  const traffic: Traffic = { bytes: new Map(), requests: 0, refused: 0 };
  const server = createServer((request, response) => {
    traffic.requests += 1;
    if (refuseEach > 0 && traffic.requests % refuseEach === 0) {
      traffic.refused += 1;
      refuse(response);
    } else forward(target, request, response, (length) => count(traffic, bucket, request, length));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { endpoint: `http://127.0.0.1:${port}`, traffic, stop };
}

function refuse(response: ServerResponse): void {
  const body = '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';
  response.writeHead(503, { 'content-type': 'application/xml', 'content-length': body.length }).end(body);
}

function count(traffic: Traffic, bucket: string, { url = '' }: IncomingMessage, length: number): void {
  const key = decodeURIComponent(new URL(url, 'http://proxy').pathname.slice(bucket.length + 2));
  traffic.bytes.set(key, (traffic.bytes.get(key) ?? 0) + length);
}

function forward(target: string, request: IncomingMessage, response: ServerResponse, onBytes: (length: number) => void): void {
  const { method, url, headers } = request;
  const outgoing = send(`${target}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.on('data', (piece: Uint8Array) => onBytes(piece.length));
    pipeline(answer, response).catch(() => response.destroy());
  });
  outgoing.once('error', () => response.destroy());
  request.pipe(outgoing);
}
