import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { type Context, isFrazilError, reasonOf } from '@frazil/core';
import type { Line } from '@frazil/downloads';
import { type Channel, shownUrl } from '../channels/channel.ts';
import { condaErrors } from '../errors.ts';
import { NO_REPODATA, type Repodata, readRepodata } from './repodata.ts';
import { cachedBody } from './repodata-cache.ts';
import type { Subdir } from './subdirs.ts';

/** Reads what channels say of their packages, each folder of each channel once. */
export interface ChannelReader {
  /** Undefined when the channel has no such folder. */
  read(channel: Channel, subdir: Subdir, context: Context): Promise<Repodata | undefined>;
}

/** What is read with, and where answers of servers are kept. */
export interface ReaderParts {
  readonly line: () => Promise<Line>;
  readonly folder: string;
}

/**
 * Makes a reader. What it read it doesn't ask for again while resolves follow each other, as they do when a platform can't be had; after
 * `idle` milliseconds it is forgotten, for it takes hundreds of megabytes. A failure is not kept. Network.
 */
export function createChannelReader(parts: ReaderParts, idle = IDLE): ChannelReader {
  const known = new Map<string, Promise<Repodata | undefined>>();
  const timer = setTimeout(() => known.clear(), idle).unref();
  return {
    read(channel, subdir, context) {
      timer.refresh();
      const key = `${channel.urls.join()} ${subdir}`;
      const reading = known.get(key) ?? readSubdir(channel, subdir, parts, context);
      known.set(key, reading);
      reading.catch(() => known.delete(key));
      return reading;
    },
  };
}

const IDLE = 20_000;

// Larger than Node's: hundreds of megabytes come in few pieces.
const CHUNK = 1 << 24;
const FILES = ['repodata.json.zst', 'repodata.json'] as const;

/** From the first of the channel's addresses that answers. */
async function readSubdir(channel: Channel, subdir: Subdir, parts: ReaderParts, context: Context): Promise<Repodata | undefined> {
  let failure: unknown;
  for (const url of channel.urls) {
    try {
      return await readAt(`${url}/${subdir}`, { channel, subdir, parts }, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!isFrazilError(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

interface Asked {
  readonly channel: Channel;
  readonly subdir: Subdir;
  readonly parts: ReaderParts;
}

async function readAt(url: string, asked: Asked, context: Context): Promise<Repodata | undefined> {
  for (const file of FILES) {
    const bytes = url.startsWith('file:') ? await readLocal(`${url}/${file}`) : await readRemote(`${url}/${file}`, asked, context);
    if (bytes !== undefined) return parse(file.endsWith('.zst') ? unpacked(bytes, asked) : bytes, asked);
  }
  return undefined;
}

async function readLocal(url: string): Promise<Buffer | undefined> {
  try {
    return await readFile(fileURLToPath(url));
  } catch (error) {
    if (reasonOf(error) === 'ENOENT' || reasonOf(error) === 'ENOTDIR') return undefined;
    throw condaErrors.create('conda.no-network', { what: url, reason: reasonOf(error) ?? String(error) }, { cause: error });
  }
}

async function readRemote(url: string, { parts, channel, subdir }: Asked, context: Context): Promise<Buffer | undefined> {
  const item = `${channel.name}/${subdir}`;
  context.reporter.report({ kind: 'progress', phase: 'resolve', item, done: 0, total: 1, unit: 'items' });
  const bytes = await cachedBody({ url, shown: shownUrl(url) }, { line: await parts.line(), folder: parts.folder }, context);
  context.reporter.report({ kind: 'progress', phase: 'resolve', item, done: 1, total: 1, unit: 'items' });
  return bytes;
}

function unpacked(bytes: Buffer, asked: Asked): Buffer {
  try {
    return zstdDecompressSync(bytes, { chunkSize: CHUNK });
  } catch (cause) {
    throw bad(asked, 'it is not zstd', cause);
  }
}

function parse(bytes: Buffer, asked: Asked): Repodata {
  try {
    const { names, records } = readRepodata(bytes);
    return {
      names,
      records: (name) => {
        try {
          return records(name);
        } catch (cause) {
          throw bad(asked, cause instanceof Error ? cause.message : String(cause), cause);
        }
      },
    };
  } catch (cause) {
    throw bad(asked, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function bad({ channel, subdir }: Asked, reason: string, cause: unknown): Error {
  return condaErrors.create('conda.bad-repodata', { channel: channel.name, subdir, reason }, { cause });
}

/** What the channels say of one platform: its own folder and `noarch`. Throws `conda.unknown-channel` for a channel that has neither. */
export async function readPlatform(
  channels: readonly Channel[],
  subdir: Subdir,
  reader: ChannelReader,
  context: Context,
): Promise<readonly ChannelData[]> {
  const all: ChannelData[] = [];
  for (const channel of channels) {
    const [own, noarch] = await Promise.all([reader.read(channel, subdir, context), reader.read(channel, 'noarch', context)]);
    if (own === undefined && noarch === undefined) {
      throw condaErrors.create('conda.unknown-channel', { channel: channel.name, url: shownUrl(channel.urls[0] ?? '') });
    }
    all.push({ channel, folders: [[subdir, own ?? NO_REPODATA] as const, ['noarch', noarch ?? NO_REPODATA] as const] });
  }
  return all;
}

/** What one channel says of one platform. */
export interface ChannelData {
  readonly channel: Channel;
  readonly folders: readonly (readonly [Subdir, Repodata])[];
}
