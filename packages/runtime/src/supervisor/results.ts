import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Digest, digestOf, keys } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import { TaskMessage } from '../protocol/message.ts';
import type { TaskFrame } from '../protocol/task-frame.ts';
import type { TaskException } from '../records/attempt-record.ts';
import type { ParameterValues } from '../records/parameters-of-run.ts';
import type { ArtifactReference, CardReference, ItemsChunk, TaskTransition } from '../records/task-record.ts';
import type { Blobs } from './blobs.ts';
import { digestOfFile } from './digest-of-file.ts';
import type { LiveCardKeeper } from './live-cards.ts';
import { notOfInputs } from './not-of-inputs.ts';

/** What a task said of its work so far. */
export interface Results {
  readonly artifacts: Map<string, ArtifactReference>;
  readonly items: ItemsChunk[];
  readonly cards: CardReference[];
  transition: TaskTransition | undefined;
  exception: TaskException | undefined;
  isDone: boolean;
  versions: Readonly<Record<string, string>> | undefined;
  /** Whether `@catch` lets it go on. */
  isCaught: boolean;
}

/** Nothing said yet. */
export function noResults(): Results {
  return {
    artifacts: new Map(),
    items: [],
    cards: [],
    transition: undefined,
    exception: undefined,
    isDone: false,
    versions: undefined,
    isCaught: false,
  };
}

/**
 * Takes one message of a task: results are noted at once, their bytes verified and stored when the promise resolves. Gives
 * the answer to send, if the kind has one. Throws for messages that lie, and when the store fails.
 */
export async function receive(results: Results, header: unknown, payload: Buffer, task: TaskContext): Promise<object | undefined> {
  const parsed = TaskMessage.safeParse(header);
  if (!parsed.success) throw violated(task, `it sent ${JSON.stringify(header).slice(0, 100)}`);
  const message = parsed.data;
  switch (message.kind) {
    case 'load':
      return { kind: 'artifact', digest: message.digest, file: await task.blobs.bring(message.digest) };
    case 'save':
      results.artifacts.set(message.name, { digest: message.digest, size: message.size, type: message.type });
      await store(message, payload, task);
      return undefined;
    case 'items':
      results.items.push({ digest: message.digest, size: message.size, start: message.start, count: message.count });
      await store(message, payload, task);
      return undefined;
    case 'keep':
      for (const [name, reference] of Object.entries(message.artifacts)) {
        if (!results.artifacts.has(name)) results.artifacts.set(name, reference);
      }
      await checkKept(message.artifacts, task);
      return undefined;
    case 'parameters':
      await task.keepParameters?.(named(results, message.names));
      return undefined;
    case 'card':
      if (message.live === true) task.liveCards?.take({ id: message.id, type: message.type, payload: Buffer.from(payload) });
      else await takeCard(results, message, payload, task);
      return undefined;
    case 'next':
      results.transition = message.transition;
      results.isCaught = message.caught === true;
      return undefined;
    case 'done':
      results.isDone = true;
      results.versions = message.versions;
      return undefined;
    case 'failed':
      results.exception = message.exception;
      results.versions = message.versions;
      return undefined;
  }
}

/** Whether a message is about what was sent before it, which has to be stored by then. Pure. */
export function namesStored(header: unknown): boolean {
  return typeof header === 'object' && header !== null && 'kind' in header && header.kind === 'parameters';
}

function named({ artifacts }: Results, names: readonly string[]): ParameterValues {
  return Object.fromEntries([...artifacts].filter(([name]) => names.includes(name)));
}

/** What is known of the task that speaks. */
export interface TaskContext {
  readonly frame: TaskFrame;
  readonly blobs: Blobs;
  /** Takes what its cards show while it runs. */
  readonly liveCards?: LiveCardKeeper;
  /** Takes the values that the run's parameters have. */
  readonly keepParameters?: (values: ParameterValues) => Promise<void>;
}

/** The error of a process that doesn't keep to the protocol. */
export function violated(task: TaskContext, reason: string): Error {
  return runtimeErrors.create('runtime.protocol-violated', { step: task.frame.step, reason });
}

type Blob = { readonly digest: Digest; readonly size: number; readonly file: string | null };

async function store(blob: Blob, payload: Buffer, task: TaskContext): Promise<void> {
  const key = keys.artifact(blob.digest);
  if (blob.file === null) {
    verify(blob, digestOf(payload), payload.length, task);
    return task.blobs.put(key, payload);
  }
  const file = await lstat(blob.file).catch(() => undefined);
  if (dirname(blob.file) !== task.frame.scratch || !file?.isFile()) throw violated(task, `it handed over ${blob.file}`);
  verify(blob, await digestOfFile(blob.file), file.size, task);
  return task.blobs.putFile(key, blob.file);
}

function verify(blob: Blob, digest: Digest, size: number, task: TaskContext): void {
  if (digest === blob.digest && size === blob.size) return;
  throw violated(task, `it sent ${size} bytes with ${digest} as ${blob.size} bytes with ${blob.digest}`);
}

async function checkKept(artifacts: Readonly<Record<string, ArtifactReference>>, task: TaskContext): Promise<void> {
  const [unknown] = await notOfInputs(artifacts, task.frame);
  if (unknown !== undefined) throw violated(task, `it keeps ${unknown}, which none of its inputs has`);
}

/** Notes a card, and stores its document. */
export async function takeCard(
  results: Results,
  card: { id: string; type: string },
  payload: Buffer,
  task: Pick<TaskContext, 'blobs'>,
): Promise<void> {
  const digest = digestOf(payload);
  results.cards.push({ id: card.id, type: card.type, digest, size: payload.length });
  await task.blobs.put(keys.card(digest), payload);
}
