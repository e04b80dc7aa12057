import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, isFrazilError } from '@frazil/core';
import { errors } from '../errors.ts';
import { UV_PLATFORMS } from './catalogue.ts';
import type { StandaloneSource, WantedArchive } from './standalone-source.ts';

/**
 * Downloads an archive to `archives` and unpacks it to `installed`, both in `folder`. Throws `interpreters.download-failed` when it can't be
 * reached, `interpreters.hash-mismatch` or `interpreters.archive-damaged` for what should not have been served.
 */
export async function installWithUv(folder: string, wanted: WantedArchive, source: StandaloneSource, context: Context): Promise<void> {
  const args = ['python', 'install', wanted.key, '--install-dir', join(folder, 'installed'), '--no-bin'];
  if (wanted.otherUrl !== undefined) args.push('--python-downloads-json-url', await writeCatalogue(folder, wanted, wanted.otherUrl));
  const { variables } = source;
  const limits = {
    UV_PYTHON_CACHE_DIR: join(folder, 'archives'),
    // Without these uv tries a dead mirror for half a minute. What the user sets is stronger.
    UV_HTTP_RETRIES: variables.UV_HTTP_RETRIES ?? '0',
    UV_HTTP_CONNECT_TIMEOUT: variables.UV_HTTP_CONNECT_TIMEOUT ?? '3',
    UV_HTTP_TIMEOUT: variables.UV_HTTP_TIMEOUT ?? '10',
    ...(wanted.otherUrl !== undefined && { UV_PYTHON_INSTALL_MIRROR: undefined }),
  };
  try {
    await source.uv(args, limits, context.signal);
  } catch (error) {
    throw isFrazilError(error) && error.code === 'uv.failed' ? explain(String(error.details.stderr), wanted, error) : error;
  }
}

async function writeCatalogue(folder: string, wanted: WantedArchive, url: string): Promise<string> {
  const { os, arch, libc } = UV_PLATFORMS[wanted.platform];
  const [major, minor, patch] = wanted.version.split('.').map(Number);
  const names = { name: 'cpython', arch: { family: arch, variant: null }, os: os === 'macos' ? 'darwin' : os, libc, variant: null };
  const entry = { ...names, major, minor, patch, prerelease: '', url, sha256: wanted.sha256 ?? null, build: wanted.build ?? null };
  const path = join(folder, 'catalogue.json');
  await writeFile(path, JSON.stringify({ [wanted.key]: entry }));
  return path;
}

function explain(said: string, { file, sha256 }: WantedArchive, cause: unknown): Error {
  const mismatch = /Expected:\s+([0-9a-f]{64})\s+Computed:\s+([0-9a-f]{64})/.exec(said);
  if (mismatch !== null) {
    return errors.create('interpreters.hash-mismatch', { file, wanted: mismatch[1] ?? sha256 ?? '', got: mismatch[2] ?? '' }, { cause });
  }
  const causes = [...said.matchAll(/cause: (.+)/g)].map(([, text = '']) => text);
  const reason = causes.at(-1) ?? said.trim().split('\n').at(-1) ?? '';
  if (/No space left|os error 28/.test(said)) return Object.assign(new Error(reason, { cause }), { code: 'ENOSPC', syscall: 'write' });
  const isDamaged =
    /extract|Invalid tar|Invalid gzip|unexpected end|corrupt/i.test(said) && !/error decoding response|connection/i.test(said);
  return errors.create(isDamaged ? 'interpreters.archive-damaged' : 'interpreters.download-failed', { file, reason }, { cause });
}
