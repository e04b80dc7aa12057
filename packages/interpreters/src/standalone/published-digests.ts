import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type Context, diskError, isFrazilError } from '@frazil/core';
import { temporaryName } from '@frazil/files';
import * as z from 'zod/mini';
import { errors } from '../errors.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { StandaloneSource } from './standalone-source.ts';

/**
 * The sha256 that the catalogue publishes for each entry, by key; entries without one are absent. Nothing is downloaded but a
 * catalogue of the user's own.
 */
export async function publishedDigests(
  entries: readonly CatalogueEntry[],
  source: StandaloneSource,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const custom = source.variables.UV_PYTHON_DOWNLOADS_JSON_URL;
  if (custom !== undefined && custom !== '') return await digestsOfCustom(custom, context);
  return await digestsOfUv(entries, source, context);
}

const Custom = z.record(z.string(), z.object({ sha256: z.optional(z.nullable(z.string())) }));

async function digestsOfCustom(place: string, context: Context): Promise<ReadonlyMap<string, string>> {
  try {
    const catalogue = Custom.parse(JSON.parse(await readText(place, context)));
    return new Map(Object.entries(catalogue).flatMap(([key, { sha256 }]) => (sha256 ? [[key, sha256] as const] : [])));
  } catch (cause) {
    context.signal.throwIfAborted();
    throw errors.create('interpreters.bad-catalogue', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

async function readText(place: string, context: Context): Promise<string> {
  if (!/^https?:/.test(place)) return await readFile(place.startsWith('file:') ? fileURLToPath(place) : place, 'utf8');
  const response = await fetch(place, { signal: AbortSignal.any([context.signal, AbortSignal.timeout(10_000)]) });
  return await response.text();
}

// uv doesn't list the hashes of its own catalogue, but tells them of files that don't match: it is given empty archives, from disk.
async function digestsOfUv(
  entries: readonly CatalogueEntry[],
  source: StandaloneSource,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const folder = join(source.cacheDirectory, 'standalone', temporaryName());
  try {
    const mirror = join(folder, 'mirror');
    for (const entry of entries) await writeEmptyArchive(mirror, entry);
    const args = ['--install-dir', join(folder, 'installed'), '--no-bin', '--mirror', pathToFileURL(mirror).href];
    const variables = { UV_HTTP_RETRIES: '0', UV_PYTHON_CACHE_DIR: undefined, UV_OFFLINE: undefined };
    await source.uv(['python', 'install', ...entries.map(({ key }) => key), ...args], variables, context.signal);
    return new Map();
  } catch (error) {
    if (!isFrazilError(error) || error.code !== 'uv.failed') throw diskError(error, 'asking uv for interpreters in', folder);
    return digestsIn(String(error.details.stderr));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeEmptyArchive(mirror: string, { url, file }: CatalogueEntry): Promise<void> {
  const path = join(mirror, decodeURIComponent(url.split('/').at(-2) ?? ''), file);
  const empty = Buffer.alloc(1024);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.endsWith('.zst') ? zstdCompressSync(empty) : gzipSync(empty));
}

function digestsIn(text: string): ReadonlyMap<string, string> {
  const said = text.matchAll(/Hash mismatch for `([^`]+)`\s+Expected:\s+([0-9a-f]{64})\s/g);
  return new Map([...said].map(([, key = '', digest = '']) => [key, digest]));
}
