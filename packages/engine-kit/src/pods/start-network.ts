import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { material } from '../cache/material.ts';
import { dyingWithUs } from '../programs/dying-with-us.ts';

/** A network without a way out. */
export interface Network {
  /** A process that has it. */
  readonly id: number;
  stop(): Promise<void>;
}

/**
 * Makes a network namespace with nothing in it but a loopback interface, on which the given endpoints of this machine's
 * loopback answer under their own addresses. No other address is reached from it, by any protocol. Needs root.
 */
export async function startNetwork(endpoints: readonly string[], folder: string): Promise<Network> {
  await mkdir(folder, { recursive: true });
  const relays = endpoints
    .map((endpoint) => new URL(endpoint))
    .map(({ hostname, port }, index) => {
      return { hostname, port: Number(port), socket: join(folder, `${index}.socket`) };
    });
  const servers = await Promise.all(relays.map(({ hostname, port, socket }) => relayTo(hostname, port, socket)));
  const script = 'ip link set lo up && exec "$@"';
  const args = relays.map(({ hostname, port, socket }) => `${socket}=${hostname}:${port}`);
  const inside = [process.execPath, material('pods', 'relay.mjs'), ...args];
  const child = spawn(...dyingWithUs('unshare', ['--net', '/bin/sh', '-c', script, 'sh', ...inside]), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.pid === undefined || child.exitCode !== null) throw new Error('A network namespace could not be made: it takes root.');
  return {
    id: child.pid,
    stop: async () => {
      child.kill('SIGKILL');
      for (const server of servers) server.close();
      await ended;
    },
  };
}

function relayTo(host: string, port: number, socket: string): Promise<Server> {
  const server = createServer((inside) => {
    const outside = connect(port, host);
    inside.pipe(outside).pipe(inside);
    inside.on('error', () => outside.destroy());
    outside.on('error', () => inside.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve(server));
  });
}
