import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Context, diskError } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import { errors } from '../errors.ts';
import { minorOf } from '../version.ts';
import { installWithUv } from './install-with-uv.ts';
import type { StandaloneSource, WantedArchive } from './standalone-source.ts';

/** An archive on this disk, verified. */
export interface ObtainedArchive {
  readonly path: string;
  readonly sha256: string;
  /** The Python unpacked from it, when it is for this machine. */
  readonly python: string | undefined;
}

/**
 * Gives the archive from the cache, verified again, or downloads it with uv, which knows the user's mirrors, proxies and
 * certificates. Complete or absent. Throws `interpreters.download-failed` when it can't be reached.
 */
export async function obtainArchive(wanted: WantedArchive, source: StandaloneSource, context: Context): Promise<ObtainedArchive> {
  const cached = await cachedArchive(wanted, source);
  if (cached !== undefined) return cached;
  const home = homeOf(wanted, source);
  try {
    await mkdir(join(source.cacheDirectory, 'standalone'), { recursive: true });
    await download(home, wanted, source, context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw diskError(error, 'downloading an interpreter to', home);
  }
  const downloaded = await cachedArchive(wanted, source);
  if (downloaded === undefined) throw errors.create('interpreters.download-failed', { file: wanted.file, reason: 'uv left no archive' });
  return downloaded;
}

/** The archive when it is in the cache and undamaged; undefined otherwise. No network. */
export async function cachedArchive(wanted: WantedArchive, source: StandaloneSource): Promise<ObtainedArchive | undefined> {
  const home = homeOf(wanted, source);
  const path = join(home, wanted.file);
  const sha256 = await digestOfFile(path);
  if (sha256 === undefined || (wanted.sha256 !== undefined && sha256 !== wanted.sha256)) return undefined;
  const python = join(home, 'tree', 'bin', `python${minorOf(wanted.version)}`);
  return { path, sha256, python: wanted.platform === source.host && existsSync(python) ? python : undefined };
}

function homeOf({ key, build, sha256 }: WantedArchive, source: StandaloneSource): string {
  return join(source.cacheDirectory, 'standalone', sha256 ?? `${key}-${build ?? 'unknown'}`);
}

async function digestOfFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

async function download(home: string, wanted: WantedArchive, source: StandaloneSource, context: Context): Promise<void> {
  const folder = join(source.cacheDirectory, 'standalone');
  await sweepFolder(folder);
  const temporary = join(folder, temporaryName());
  await mkdir(temporary);
  try {
    await installWithUv(temporary, wanted, source, context);
    const [archive = ''] = await readdir(join(temporary, 'archives'));
    const path = join(temporary, 'archives', archive);
    const got = await digestOfFile(path);
    if (got === undefined) return;
    if (wanted.sha256 !== undefined && got !== wanted.sha256) {
      throw errors.create('interpreters.hash-mismatch', { file: wanted.file, wanted: wanted.sha256, got });
    }
    await keep(temporary, path, { home, wanted, source });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function keep(
  temporary: string,
  archive: string,
  to: { home: string; wanted: WantedArchive; source: StandaloneSource },
): Promise<void> {
  const kept = join(temporary, 'kept');
  await mkdir(kept);
  await rename(archive, join(kept, to.wanted.file));
  const installed = join(temporary, 'installed');
  const tree = (await readdir(installed)).find((name) => name === to.wanted.key);
  if (to.wanted.platform === to.source.host && tree !== undefined) await rename(join(installed, tree), join(kept, 'tree'));
  try {
    await rename(kept, to.home);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST')) throw error;
    // Another process was first, or what is there is damaged.
    if ((await cachedArchive(to.wanted, to.source)) !== undefined) return;
    await rm(to.home, { recursive: true, force: true });
    await rename(kept, to.home);
  }
}
