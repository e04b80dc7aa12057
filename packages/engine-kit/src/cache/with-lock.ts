import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/**
 * Does work while no other process of this machine does work under the same name; waits for its turn. The lock is an abstract
 * socket: the kernel gives it back when its holder dies, however it dies.
 */
export async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const address = `\0frazil-engines-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const server = await holdSoon(address);
  try {
    return await work();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function holdSoon(address: string): Promise<Server> {
  for (;;) {
    const server = await hold(address);
    if (server !== undefined) return server;
    await setTimeout(100);
  }
}

function hold(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => resolve(server));
  });
}
