import { createServer, request } from 'node:http';

/** A server in front of another one that fails now and then. */
export interface FlakyProxy {
  readonly endpoint: string;
  /** How many requests failed. */
  failures(): number;
  stop(): void;
}

/** Passes requests on, but of each four one is refused as too many, and one breaks off in the middle of its answer. */
export async function startFlakyProxy(endpoint: string): Promise<FlakyProxy> {
  const { hostname, port } = new URL(endpoint);
  let [count, failed] = [0, 0];
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const turn = count % 4;
    if (turn < 2) failed += 1;
    if (turn === 0) {
      incoming.resume();
      outgoing.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      return;
    }
    const { method, url, headers } = incoming;
    const passed = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      if (turn === 1) answer.once('data', (bytes) => outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy()));
      else answer.pipe(outgoing);
      // An answer without a body breaks off as well.
      if (turn === 1) answer.once('end', () => outgoing.destroy());
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, failures: () => failed, stop };
}
