// relay.mjs SOCKET=HOST:PORT...: inside a network namespace without a way out, listens on HOST:PORT and hands every connection
// to the socket's listener outside. Says `ready` when all listen.
import { connect, createServer } from 'node:net';

const [, , ...relays] = process.argv;
await Promise.all(
  relays.map((relay) => {
    const [, socket = '', host = '', port = ''] = /^(.+)=(.+):(\d+)$/.exec(relay) ?? [];
    const server = createServer((inside) => {
      const outside = connect(socket);
      inside.pipe(outside).pipe(inside);
      inside.on('error', () => outside.destroy());
      outside.on('error', () => inside.destroy());
    });
    return new Promise((resolve) => server.listen(Number(port), host, () => resolve(undefined)));
  }),
);
process.stdout.write('ready\n');
setInterval(() => {}, 1 << 30);
