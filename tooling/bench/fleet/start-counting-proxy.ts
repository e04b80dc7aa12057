import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What went through a proxy since it was started. */
export interface Traffic {
  /** Bytes of bodies that were sent, by key of the store. */
  readonly bytes: Map<string, number>;
  requests: number;
  refused: number;
}

/** What stands in front of which server. */
export interface ProxyInput {
  /** The S3 server's address. */
  readonly target: string;
  readonly bucket: string;
  /** Each so-manieth request is told to slow down; none when 0. */
  readonly refuseEach: number;
}

/** A proxy that counts. */
export interface CountingProxy {
  readonly endpoint: string;
  /** Ends it, and gives what went through it. */
  stop(): Promise<Traffic>;
}

/** What several proxies carried. Pure. */
export function sumOfTraffic(all: readonly Traffic[]): Traffic {
  const sum: Traffic = { bytes: new Map(), requests: 0, refused: 0 };
  for (const { bytes, requests, refused } of all) {
    for (const [key, sent] of bytes) sum.bytes.set(key, (sum.bytes.get(key) ?? 0) + sent);
    sum.requests += requests;
    sum.refused += refused;
  }
  return sum;
}

/** Starts a proxy in front of an S3 server, on a thread of its own. */
export async function startCountingProxy(input: ProxyInput): Promise<CountingProxy> {
  const thread = new Worker(new URL('./counting-proxy.ts', import.meta.url), { workerData: input });
  const [port] = await once(thread, 'message');
  const stop = async () => {
    thread.postMessage('stop');
    const [traffic] = await once(thread, 'message');
    await thread.terminate();
    return traffic;
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}
