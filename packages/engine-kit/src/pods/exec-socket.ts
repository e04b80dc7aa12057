import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

const KEY = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The server's end of a Kubernetes `exec` over a websocket, as far as clients of Airflow speak it. */
export interface ExecSocket {
  /** Resolves when the client sent its first message. */
  firstMessage(): Promise<void>;
  /** Sends what the command wrote to its standard output, and that it succeeded, then closes. */
  succeed(stdout: string): void;
}

/** Answers a websocket's handshake. */
export function acceptExec(socket: Duplex, key: string): ExecSocket {
  const accept = createHash('sha1').update(`${key}${KEY}`).digest('base64');
  const headers = [
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    'Sec-WebSocket-Protocol: v4.channel.k8s.io',
  ];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('\r\n')}\r\n\r\n`);
  socket.on('error', () => {});
  return {
    firstMessage: () => new Promise((resolve) => socket.once('data', () => resolve())),
    succeed: (stdout) => {
      if (stdout !== '') socket.write(frame(2, Buffer.concat([Buffer.of(1), Buffer.from(stdout)])));
      socket.write(frame(2, Buffer.concat([Buffer.of(3), Buffer.from('{"metadata":{},"status":"Success"}')])));
      socket.end(frame(8, Buffer.of(0x03, 0xe8)));
    },
  };
}

function frame(opcode: number, data: Buffer): Buffer {
  const first = 0x80 | opcode;
  if (data.length < 126) return Buffer.concat([Buffer.of(first, data.length), data]);
  const header = Buffer.alloc(data.length < 65_536 ? 4 : 10);
  header.writeUInt8(first, 0);
  header.writeUInt8(data.length < 65_536 ? 126 : 127, 1);
  if (data.length < 65_536) header.writeUInt16BE(data.length, 2);
  else header.writeBigUInt64BE(BigInt(data.length), 2);
  return Buffer.concat([header, data]);
}
