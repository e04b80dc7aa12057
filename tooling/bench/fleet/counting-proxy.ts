import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ProxyInput, Traffic } from './start-counting-proxy.ts';

// A thread of its own: whoever counts workers must not keep them waiting for their bytes. It says its port, and its traffic when it
// is asked to end.
const { target, bucket, refuseEach }: ProxyInput = workerData;
const traffic: Traffic = { bytes: new Map(), requests: 0, refused: 0 };

const server = createServer((request, response) => {
  traffic.requests += 1;
  if (refuseEach > 0 && traffic.requests % refuseEach === 0) {
    traffic.refused += 1;
    refuse(response);
  } else forward(request, response);
});
server.keepAliveTimeout = 60_000;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => parentPort?.postMessage((server.address() as AddressInfo).port));
parentPort?.once('message', () => {
  server.closeAllConnections();
  server.close(() => parentPort?.postMessage(traffic));
});

function refuse(response: ServerResponse): void {
  const body = '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';
  response.writeHead(503, { 'content-type': 'application/xml', 'content-length': body.length }).end(body);
}

function count({ url = '' }: IncomingMessage, length: number): void {
  const key = decodeURIComponent(new URL(url, 'http://proxy').pathname.slice(bucket.length + 2));
  traffic.bytes.set(key, (traffic.bytes.get(key) ?? 0) + length);
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const outgoing = send(`${target}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.on('data', (piece: Uint8Array) => count(request, piece.length));
    pipeline(answer, response).catch(() => response.destroy());
  });
  outgoing.once('error', () => response.destroy());
  request.pipe(outgoing);
}
