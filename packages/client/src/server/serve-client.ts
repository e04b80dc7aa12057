import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFrazilError, type Store } from '@frazil/core';
import { createBlobs } from '@frazil/runtime';
import * as z from 'zod/mini';
import { openClient } from '../client.ts';
import { clientErrors } from '../errors.ts';
import { type AnswerContext, answer } from './answer.ts';
import { createCursors } from './cursors.ts';
import { Request } from './request.ts';

/** A conversation in lines. */
export interface LineChannel {
  /** What is asked, a line each; the conversation ends with them. */
  readonly lines: AsyncIterable<string>;
  /** Sends an answer, without the end of its line. */
  readonly send: (line: string) => void;
}

/**
 * Answers questions about a store until there are no more: JSON objects in, `{value}` or `{error}` out, in order. Artifacts that
 * have to be brought here are in a temporary folder, which goes away at the end.
 */
export async function serveClient(store: Store, { lines, send }: LineChannel): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-client-'));
  const context = { folder, client: openClient(store), cursors: createCursors(), blobs: createBlobs(store, folder) };
  try {
    for await (const line of lines) send(JSON.stringify(await reply(line, context)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function reply(line: string, context: AnswerContext): Promise<object> {
  try {
    return { value: (await answer(parse(line), context)) ?? null };
  } catch (error) {
    if (!isFrazilError(error)) throw error;
    const { code, message, hint } = error;
    return { error: { code, message, hint } };
  }
}

function parse(line: string): Request {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw clientErrors.create('client.request-invalid', { reason: 'it is no JSON' }, { cause });
  }
  const parsed = Request.safeParse(value);
  if (parsed.success) return parsed.data;
  throw clientErrors.create('client.request-invalid', { reason: z.prettifyError(parsed.error) });
}
