import { type Context, type FrazilError, isFrazilError, type LockedFile, type LockedPackage } from '@frazil/core';
import { download, type Line, meaningOfStatus, Refusal, WrongDigest, wordsOfError } from '@frazil/downloads';
import { type Channel, shownUrl } from '../channels/channel.ts';
import type { ConfiguredChannels } from '../channels/configured-channels.ts';
import { condaErrors } from '../errors.ts';

/** One locked file of a package, and where it goes. */
export interface FetchInput {
  readonly locked: LockedPackage;
  readonly file: LockedFile;
  readonly path: string;
}

/** What fetching needs from outside. */
export interface FetchParts {
  readonly line: Line;
  readonly channels: ConfiguredChannels;
}

/**
 * Fetches a locked file, verified, complete or absent: from the channel that the lock names, each of its addresses in turn, then from the
 * other channels of the user, which may be copies of it. Network.
 */
export async function fetchPackage({ locked, file, path }: FetchInput, { line, channels }: FetchParts, context: Context): Promise<void> {
  const name = locked.channel ?? '';
  let failure: unknown;
  for (const url of urlsOf([channels.named(name), ...channels.list], file)) {
    try {
      return await download({ url, file: file.file, sha256: file.sha256, size: file.size, path }, line, context);
    } catch (error) {
      context.signal.throwIfAborted();
      const explained = explainDownload(error, { url, file: file.file, channel: name });
      if (isFrazilError(explained) && !(explained.code in condaErrors.entries)) throw explained;
      // What the lock's own channel says is worth more than that another one doesn't have it.
      failure ??= explained;
    }
  }
  throw failure ?? condaErrors.create('conda.gone', { file: file.file, channel: name });
}

function urlsOf(channels: readonly Channel[], { subdir, file }: LockedFile): readonly string[] {
  return [...new Set(channels.flatMap(({ urls }) => urls.map((url) => `${url}/${subdir}/${file}`)))];
}

interface Asked {
  readonly url: string;
  readonly file: string;
  readonly channel: string;
}

function explainDownload(error: unknown, { url, file, channel }: Asked): unknown {
  if (error instanceof WrongDigest) {
    const { expected, actual } = error;
    return condaErrors.create('conda.wrong-digest', { file, expected, actual }, { cause: error });
  }
  if (isFrazilError(error) || !(error instanceof Error)) return error;
  if (error instanceof Refusal) return explainRefusal(error, { url, file, channel });
  if ('code' in error && error.code === 'ENOENT') return condaErrors.create('conda.gone', { file, channel }, { cause: error });
  return condaErrors.create('conda.no-network', { what: file, reason: withoutAddress(wordsOfError(error), url) }, { cause: error });
}

function explainRefusal(error: Refusal, { url, file, channel }: Asked): FrazilError {
  const { status } = error;
  const meaning = meaningOfStatus(status);
  if (meaning === 'not-allowed') return condaErrors.create('conda.not-allowed', { url: shownUrl(url), status }, { cause: error });
  if (meaning === 'gone') return condaErrors.create('conda.gone', { file, channel }, { cause: error });
  return condaErrors.create('conda.no-network', { what: file, reason: error.message }, { cause: error });
}

function withoutAddress(reason: string, url: string): string {
  return reason.replaceAll(url, shownUrl(url));
}
