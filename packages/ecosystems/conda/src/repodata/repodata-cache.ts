import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Context, digestOf, diskError, hexOf, isFrazilError, reasonOf } from '@frazil/core';
import { type Line, meaningOfStatus, openUrl, wordsOfError } from '@frazil/downloads';
import { sweepFolder, temporaryName } from '@frazil/files';
import * as z from 'zod/mini';
import { safeParse } from 'zod/mini';
import { condaErrors } from '../errors.ts';

/** What is known of the last answer; it has no body when there was nothing. */
const Head = z.object({ body: z.optional(z.string()), etag: z.optional(z.string()), lastModified: z.optional(z.string()) });
type Head = z.infer<typeof Head>;

interface Place {
  readonly line: Line;
  readonly folder: string;
}

/** A URL, and how messages say it. */
interface Wanted {
  readonly url: string;
  readonly shown: string;
}

/**
 * What a URL serves: asked for each time, but sent only when it changed since. Where the server can't be reached, what it said last counts,
 * with a warning. Undefined for what isn't there. Network.
 */
export async function cachedBody(wanted: Wanted, place: Place, context: Context): Promise<Buffer | undefined> {
  const folder = join(place.folder, hexOf(digestOf(wanted.shown)).slice(0, 32));
  const head = await readHead(folder);
  try {
    return await ask(wanted, { ...place, folder, head }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (head === undefined || isFrazilError(error)) throw explain(error, wanted);
    if (head.body === undefined) return undefined;
    const kept = await bodyOf(head, folder);
    if (kept === undefined) throw explain(error, wanted);
    const message = `${wanted.shown} can't be reached: what it said last is used`;
    context.reporter.report({ kind: 'note', level: 'warning', message });
    return kept;
  }
}

interface Kept extends Place {
  readonly head: Head | undefined;
}

async function ask(wanted: Wanted, { line, folder, head }: Kept, context: Context): Promise<Buffer | undefined> {
  const headers = {
    ...(head?.etag !== undefined && { 'if-none-match': head.etag }),
    ...(head?.lastModified !== undefined && { 'if-modified-since': head.lastModified }),
  };
  const response = await openUrl(wanted.url, line, { signal: context.signal, headers });
  const status = response.statusCode ?? 0;
  if (status === 200) return await keep(response, folder);
  response.resume();
  if (status === 304 && head !== undefined) {
    const kept = await bodyOf(head, folder);
    return kept ?? (await ask(wanted, { line, folder, head: undefined }, context));
  }
  const meaning = meaningOfStatus(status);
  if (meaning === 'gone') return await keepNothing(folder);
  if (meaning === 'not-allowed') throw condaErrors.create('conda.not-allowed', { url: wanted.shown, status });
  throw new Error(`the server answered ${status}`);
}

/** Keeps an answer: its body first, then the head that names it. */
async function keep(response: IncomingMessage, folder: string): Promise<Buffer> {
  const body = temporaryName().replaceAll('~', '-');
  const before = await readHead(folder);
  try {
    await mkdir(folder, { recursive: true });
    await sweepFolder(folder);
    const temporary = join(folder, temporaryName());
    await pipeline(response, createWriteStream(temporary));
    await rename(temporary, join(folder, body));
    const { etag, 'last-modified': lastModified } = response.headers;
    await writeHead(folder, { body, ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) });
    if (before?.body !== undefined) await rm(join(folder, before.body), { force: true });
    return await readFile(join(folder, body));
  } catch (error) {
    throw reasonOf(error) === undefined || !isOfDisk(error) ? error : diskError(error, 'keeping what a channel says in', folder);
  }
}

/** A cache that can't be written to is asked for the next time. */
async function keepNothing(folder: string): Promise<undefined> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  await writeHead(folder, {}).catch(() => undefined);
}

async function writeHead(folder: string, head: Head): Promise<void> {
  const temporary = join(folder, temporaryName());
  await writeFile(temporary, JSON.stringify(head));
  await rename(temporary, join(folder, 'head.json'));
}

async function bodyOf({ body }: Head, folder: string): Promise<Buffer | undefined> {
  return body === undefined ? undefined : await readFile(join(folder, body)).catch(() => undefined);
}

/** A broken line has a system call too. */
function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'path' in error;
}

async function readHead(folder: string): Promise<Head | undefined> {
  try {
    const parsed = safeParse(Head, JSON.parse(await readFile(join(folder, 'head.json'), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function explain(error: unknown, { shown }: Wanted): unknown {
  if (isFrazilError(error) || !(error instanceof Error)) return error;
  return condaErrors.create('conda.no-network', { what: shown, reason: wordsOfError(error) }, { cause: error });
}
