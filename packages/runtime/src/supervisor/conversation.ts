import type { Duplex } from 'node:stream';
import { createFrameReader, encodeFrame, type Frame, type FrameReader } from '../protocol/frame.ts';
import { passed } from './passed.ts';
import { namesStored, noResults, type Results, receive, type TaskContext, violated } from './results.ts';

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
  const listening: Listening = { channel, results, storing: new Set(), heard: 0 };
  channel.write(encodeFrame(task.frame));
  let isFinished = false;
  const finished = listen(listening, task).finally(() => {
    isFinished = true;
  });
  const hangUp = async (): Promise<void> => {
    for (let before = -1; !isFinished && (listening.storing.size > 0 || listening.heard > before); ) {
      before = listening.heard;
      await passed(LINGER);
    }
    if (!isFinished) channel.destroy();
  };
  return { results, finished, hangUp: () => void hangUp() };
}

interface Listening {
  readonly channel: Duplex;
  readonly results: Results;
  readonly storing: Set<Promise<void>>;
  /** How often bytes came. */
  heard: number;
}

async function listen(listening: Listening, task: TaskContext): Promise<void> {
  const { channel, results, storing } = listening;
  const reader = createFrameReader();
  const failures: unknown[] = [];
  const take = async ({ header, payload }: Frame): Promise<void> => {
    if (failures.length > 0) return;
    try {
      const answer = await receive(results, header, payload, task);
      if (answer) channel.write(encodeFrame(answer));
    } catch (error) {
      failures.push(error);
      channel.destroy();
    }
  };
  for await (const bytes of untilClosed(channel)) {
    listening.heard += 1;
    for (const frame of framesIn(reader, bytes, task)) {
      // A record is written after all that it names.
      if (namesStored(frame.header)) await Promise.all(storing);
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
