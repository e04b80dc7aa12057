import type { Duplex } from 'node:stream';
import { createFrameReader, encodeFrame, type Frame, type FrameReader } from '../protocol/frame.ts';
import { noResults, type Results, receive, type TaskContext, violated } from './results.ts';

/** The talk with a task's process. */
export interface Conversation {
  /** What it said so far; up to date at any time. */
  readonly results: Results;
  /**
   * Resolves when the process has closed its end and all it sent is stored. Rejects for what is no message, for one that
   * lies, and when the store fails.
   */
  readonly finished: Promise<void>;
  /** The process is gone: what it sent is still read, but a stranger that holds its end open isn't waited for. */
  hangUp(): void;
}

// Blobs on their way to the store at a time; beyond that the process waits until it may send more.
const IN_FLIGHT = 16;
const LINGER = 500;

/** Tells a process what to do, and listens to it. */
export function converse(channel: Duplex, task: TaskContext): Conversation {
  const results = noResults();
  const storing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isFinished = false;
  const hangUp = (): void => {
    if (isFinished) return;
    timer = setTimeout(() => (storing.size > 0 ? hangUp() : channel.destroy()), LINGER);
  };
  channel.write(encodeFrame(task.frame));
  const finished = listen({ channel, results, storing }, task).finally(() => {
    isFinished = true;
    clearTimeout(timer);
  });
  return { results, finished, hangUp };
}

interface Listening {
  readonly channel: Duplex;
  readonly results: Results;
  readonly storing: Set<Promise<void>>;
}

async function listen({ channel, results, storing }: Listening, task: TaskContext): Promise<void> {
  const reader = createFrameReader();
  const failures: unknown[] = [];
  const take = async ({ header, payload }: Frame): Promise<void> => {
    try {
      const answer = await receive(results, header, payload, task);
      if (answer) channel.write(encodeFrame(answer));
    } catch (error) {
      failures.push(error);
      channel.destroy();
    }
  };
  for await (const bytes of untilClosed(channel)) {
    for (const frame of framesIn(reader, bytes, task)) {
      const taken = take(frame).finally(() => storing.delete(taken));
      storing.add(taken);
      if (storing.size >= IN_FLIGHT) await Promise.race(storing);
    }
  }
  await Promise.all(storing);
  if (failures.length > 0) throw failures[0];
}

function framesIn(reader: FrameReader, bytes: Buffer, task: TaskContext): readonly Frame[] {
  try {
    return reader.push(bytes);
  } catch (error) {
    throw violated(task, `it sent what is no frame (${error instanceof Error ? error.message : error})`);
  }
}

/** The bytes of a stream; a connection that breaks ends them, as a process that died can't say goodbye. */
async function* untilClosed(channel: Duplex): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of channel) yield bytes;
  } catch {
    // ECONNRESET: the process ended with unread bytes. Whether it had finished, its messages and exit code say.
  }
}
