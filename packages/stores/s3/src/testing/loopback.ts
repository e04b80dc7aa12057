import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A server on a free port of this machine. */
export interface Loopback {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Answers requests, each with its whole body. */
export async function startLoopback(
  answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void> | void,
): Promise<Loopback> {
  const server = createServer((request, response) => {
    buffer(request)
      .then((body) => answer(request, body, response))
      .catch(() => response.destroy());
  });
  // A connection that is closed for being idle would be one more fault.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
