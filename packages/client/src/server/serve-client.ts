import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFrazilError, lazily, type Objects, type Store } from '@frazil/core';
import { createBlobs } from '@frazil/runtime';
import * as z from 'zod/mini';
import { openClient } from '../client.ts';
import { clientErrors } from '../errors.ts';
import { type AnswerContext, answer } from './answer.ts';
import { createCursors } from './cursors.ts';
import { Envelope, Request } from './request.ts';

/** A conversation in lines. */
export interface LineChannel {
  /** What is asked, a line each; the conversation ends with them, or with an empty one. */
  readonly lines: AsyncIterable<string>;
  /** Sends an answer, without the end of its line. */
  readonly send: (line: string) => void;
}

/** Opens objects in buckets; what is under way fails when the signal is aborted. */
export type OpenObjects = (signal: AbortSignal) => Promise<Objects>;

/**
 * Answers questions about a store, and brings and writes objects in buckets, until there are no more: JSON objects in, `{number, value}` or
 * `{number, error}` out, each as soon as it is known. Artifacts that have to be brought here are in a temporary folder, which goes away at the
 * end; objects that are still on their way then are given up.
 */
export async function serveClient(store: Store, { lines, send }: LineChannel, openObjects: OpenObjects): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-client-'));
  const end = new AbortController();
  const objects = lazily(() => openObjects(end.signal));
  const context = { folder, client: openClient(store), cursors: createCursors(), blobs: createBlobs(store, folder), objects };
  const replies = new Set<Promise<void>>();
  try {
    for await (const line of lines) {
      if (line === '') break;
      const sent = reply(line, context).then((answered) => send(JSON.stringify(answered)));
      replies.add(sent);
      // One that couldn't be sent is heard of at the end.
      sent.then(
        () => replies.delete(sent),
        () => {},
      );
    }
    end.abort();
    await Promise.all(replies);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function reply(line: string, context: AnswerContext): Promise<object> {
  const value = parseJson(line);
  const { number } = Envelope.safeParse(value).data ?? {};
  try {
    return { number, value: (await answer(parse(value), context)) ?? null };
  } catch (error) {
    return { number, error: described(error) };
  }
}

// A bug ends no conversation: other questions may be open.
function described(error: unknown): object {
  if (!isFrazilError(error)) return { code: '', message: error instanceof Error ? error.stack : String(error), hint: '' };
  const { code, message, hint } = error;
  return { code, message, hint };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function parse(value: unknown): Request {
  const parsed = Request.safeParse(value);
  if (parsed.success) return parsed.data;
  const reason = value === undefined ? 'it is no JSON' : z.prettifyError(parsed.error);
  throw clientErrors.create('client.request-invalid', { reason });
}
