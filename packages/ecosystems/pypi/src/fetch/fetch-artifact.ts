import { type Context, type FrazilError, isFrazilError, type LockedFile, type LockedPackage } from '@frazil/core';
import { type Connection, download, meaningOfStatus, Refusal, WrongDigest, wordsOfError } from '@frazil/downloads';
import { redact, type Uv } from '@frazil/uv';
import { pypiErrors } from '../errors.ts';
import { findCredentials } from '../indexes/credentials.ts';
import { explainAsking } from '../resolve/explain-failure.ts';
import { findUrl } from './find-url.ts';
import type { UrlMemory } from './url-memory.ts';

/** What fetching needs from outside. */
export interface FetchParts {
  readonly uv: () => Promise<Uv>;
  readonly memory: UrlMemory;
  readonly connection: () => Promise<Connection>;
}

/** One locked file of a package, and where it goes. */
export interface FetchInput {
  readonly locked: LockedPackage;
  readonly file: LockedFile;
  readonly path: string;
}

/**
 * Fetches a locked file, verified, complete or absent; where it is comes from the lock, the memory or the indexes. A memory that
 * turns out wrong, whatever way, is given up for what the indexes say. Network.
 */
export async function fetchArtifact(input: FetchInput, parts: FetchParts, context: Context): Promise<void> {
  const { locked, file } = input;
  if (locked.url !== undefined) return await downloadFrom(locked.url, input, parts, context);
  const remembered = await parts.memory.recall(file.sha256);
  const failure = remembered === undefined ? undefined : await failureOf(downloadFrom(remembered, input, parts, context));
  if (remembered !== undefined && failure === undefined) return;
  if (failure !== undefined && !isOfPlace(failure)) throw failure;
  await parts.memory.forget(file.sha256);
  const url = await learnUrl(input, parts, context).catch((error: unknown) => Promise.reject(failure ?? error));
  if (url === remembered) throw failure;
  await downloadFrom(url, input, parts, context);
}

/** Whether another place may have what this one didn't give. */
function isOfPlace(failure: unknown): boolean {
  return isFrazilError(failure) && failure.code in pypiErrors.entries;
}

async function failureOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error;
  }
}

async function downloadFrom(url: string, input: FetchInput, parts: FetchParts, context: Context): Promise<void> {
  const { sha256, size, file } = input.file;
  try {
    const credentials = (at: string) => findCredentials(at, process.env, process.cwd());
    await download({ url, file, sha256, size, path: input.path }, { connection: await parts.connection(), credentials }, context);
  } catch (error) {
    throw explainDownload(error, input, context);
  }
}

async function learnUrl({ locked, file }: FetchInput, { uv, memory }: FetchParts, context: Context): Promise<string> {
  const url = await findUrl(locked, file, await uv(), context).catch((error: unknown) => Promise.reject(explainAsking(error)));
  if (url === undefined) throw gone(locked, file);
  await memory.remember([{ sha256: file.sha256, url }]);
  return url;
}

function explainDownload(error: unknown, { locked, file }: FetchInput, { signal }: Context): unknown {
  if (signal.aborted) return signal.reason;
  if (isFrazilError(error) || !(error instanceof Error)) return error;
  if (error instanceof WrongDigest) {
    const { expected, actual } = error;
    return pypiErrors.create('pypi.wrong-digest', { file: file.file, expected, actual }, { cause: error });
  }
  if (!(error instanceof Refusal))
    return pypiErrors.create('pypi.no-network', { what: file.file, reason: redact(wordsOfError(error)) }, { cause: error });
  const { status } = error;
  const meaning = meaningOfStatus(status);
  if (meaning === 'not-allowed') return pypiErrors.create('pypi.not-allowed', { url: redact(error.url), status }, { cause: error });
  if (meaning === 'gone') return gone(locked, file);
  return pypiErrors.create('pypi.no-network', { what: file.file, reason: error.message }, { cause: error });
}

function gone({ name, version }: LockedPackage, { file }: LockedFile): FrazilError {
  return pypiErrors.create('pypi.gone', { package: name, version, file });
}
