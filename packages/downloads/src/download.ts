import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Context, diskError, isFrazilError } from '@frazil/core';
import type { Line } from './line.ts';
import { openUrl } from './open-url.ts';
import { receive } from './receive.ts';
import { Refusal } from './refusal.ts';
import { WrongDigest } from './wrong-digest.ts';

/** A file to download. */
export interface DownloadInput {
  readonly url: string;
  readonly file: string;
  readonly sha256: string;
  readonly size: number | undefined;
  /** Where it goes; the folder is made when needed. */
  readonly path: string;
}

const PAUSES = [200, 800, 2500];

/**
 * Downloads a file, or copies it for a file: URL; verified while it is written, complete or absent. A broken line and an
 * overloaded server are tried again. Throws a {@link Refusal} when the server refuses, a {@link WrongDigest} when it serves another
 * file, and the line's error when it stays broken.
 */
export async function download(input: DownloadInput, line: Line, context: Context): Promise<void> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      return await downloadOnce(input, line, context);
    } catch (error) {
      context.signal.throwIfAborted();
      const isHopeless = isFrazilError(error) || error instanceof WrongDigest || (error instanceof Refusal && !error.isTemporary);
      if (isHopeless || pause === undefined) throw error;
      await setTimeout(pause, undefined, { signal: context.signal }).catch(() => context.signal.throwIfAborted());
    }
  }
}

async function downloadOnce(input: DownloadInput, line: Line, context: Context): Promise<void> {
  const temporary = `${input.path}.${randomUUID()}.part`;
  const output = await openOutput(temporary);
  try {
    await transfer(input, output, line, context);
    await rename(temporary, input.path).catch((error: unknown) => Promise.reject(diskError(error, 'fetching', input.path)));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function transfer(input: DownloadInput, output: FileHandle, line: Line, context: Context): Promise<void> {
  const { url, file, sha256, size } = input;
  const report = (done: number, total: number | undefined) =>
    context.reporter.report({ kind: 'progress', phase: 'fetch', item: file, done, ...(total !== undefined && { total }), unit: 'bytes' });
  let received = 0;
  const progress = (done: number) => {
    received = done;
    // What is not verified yet has not ended.
    if (done !== size) report(done, size);
  };
  try {
    const body = await openBody(url, line, context.signal);
    await receive(body, output, { file, sha256, progress });
  } finally {
    await output.close();
  }
  report(received, received);
}

async function openOutput(path: string): Promise<FileHandle> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await open(path, 'wx');
  } catch (error) {
    throw diskError(error, 'fetching', path);
  }
}

async function openBody(url: string, line: Line, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  if (url.startsWith('file:')) return createReadStream(fileURLToPath(url), { signal });
  const response = await openUrl(url, line, { signal });
  if (response.statusCode === 200) return response;
  response.resume();
  throw new Refusal(url, response.statusCode ?? 0);
}
