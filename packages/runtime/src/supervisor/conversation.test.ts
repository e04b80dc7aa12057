import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore } from '@frazil/store-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeFrame } from '../protocol/frame.ts';
import { createBlobs } from './blobs.ts';
import { converse } from './conversation.ts';
import type { TaskContext } from './results.ts';

let folder = '';
let close: () => void = () => undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-conversation-'));
});
afterEach(async () => {
  close();
  await rm(folder, { recursive: true });
});

test('what a process sent before it ended is heard, however long this one could not listen', async () => {
  const [here, there] = await connected();
  const conversation = converse(here, contextOf());
  // A stranger holds the process's end open, and nobody listens for longer than is waited for it.
  there.write(encodeFrame({ kind: 'done' }));
  conversation.hangUp();
  block(1200);
  await conversation.finished;
  expect(conversation.results.isDone).toBe(true);
});

test('a stranger that says nothing is not waited for', async () => {
  const [here] = await connected();
  const conversation = converse(here, contextOf());
  conversation.hangUp();
  await conversation.finished;
  expect(conversation.results.isDone).toBe(false);
});

/** The two ends of a connection. */
async function connected(): Promise<readonly [Socket, Socket]> {
  const path = join(folder, 'socket');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const here = createConnection(path);
  const [there] = await accepted;
  close = () => {
    here.destroy();
    there.destroy();
    server.close();
  };
  return [here, there];
}

function contextOf(): TaskContext {
  return { frame: JSON.parse('{"step": "start"}'), blobs: createBlobs(createFolderStore(folder), folder) };
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
