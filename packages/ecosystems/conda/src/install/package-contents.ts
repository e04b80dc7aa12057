import { posix } from 'node:path';
import { ByteReader, checkedTarPath, nextTarHeader, paddingOf, type TarHeader } from '@frazil/archives';
import { isFrazilError } from '@frazil/core';
import { condaErrors } from '../errors.ts';
import { openPackage } from './open-package.ts';
import type { Spool, Spooled } from './spool.ts';

/** A file of a package. */
export interface PackageFile extends Spooled {
  readonly executable: boolean;
}

/** All that is in a package, by path. */
export interface PackageContents {
  readonly files: ReadonlyMap<string, PackageFile>;
  /** Symbolic links, with their targets. */
  readonly links: ReadonlyMap<string, string>;
}

/** What is unpacked, and how. */
export interface UnpackInput {
  readonly path: string;
  /** The package's name, for messages. */
  readonly file: string;
  readonly spool: Spool;
  readonly signal: AbortSignal;
}

/** Unpacks a package. Refuses paths that lead out of it, links that do, what is there twice, and whatever is no file, folder or link. */
export async function readPackage(input: UnpackInput): Promise<PackageContents> {
  const contents = { files: new Map<string, PackageFile>(), links: new Map<string, string>() };
  try {
    await using opened = await openPackage(input.path, input.file, input.signal);
    for (const tar of opened.tars) await readTar(new ByteReader(tar), contents, input);
    return contents;
  } catch (cause) {
    input.signal.throwIfAborted();
    if (isFrazilError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw condaErrors.create('conda.bad-package', { file: input.file, reason }, { cause });
  }
}

interface Filling {
  readonly files: Map<string, PackageFile>;
  readonly links: Map<string, string>;
}

async function readTar(reader: ByteReader, contents: Filling, input: UnpackInput): Promise<void> {
  for (let header = await nextTarHeader(reader); header !== undefined; header = await nextTarHeader(reader)) {
    input.signal.throwIfAborted();
    await readEntry(header, reader, { contents, input });
    await reader.skip(paddingOf(header.size));
  }
}

async function readEntry(
  header: TarHeader,
  reader: ByteReader,
  { contents: { files, links }, input }: { readonly contents: Filling; readonly input: UnpackInput },
): Promise<void> {
  const path = safePath(header.path, input);
  if (files.has(path) || links.has(path)) throw unsafe(input, path, 'it is there twice');
  switch (header.type) {
    case '0':
    case '7':
      files.set(path, { ...(await input.spool.take(reader, header.size)), executable: header.isExecutable });
      return;
    case '1': {
      const linked = files.get(safePath(header.target, input));
      if (linked === undefined) throw unsafe(input, path, 'it is a link to nothing');
      files.set(path, linked);
      return;
    }
    case '2':
      links.set(path, safeTarget(path, header.target, input));
      return;
    case '5':
      return;
    default:
      throw unsafe(input, path, 'it is neither a file nor a folder nor a link');
  }
}

function safePath(path: string, input: UnpackInput): string {
  try {
    return checkedTarPath(path);
  } catch {
    throw unsafe(input, path, 'its path leads out of the package');
  }
}

function safeTarget(path: string, target: string, input: UnpackInput): string {
  const place = posix.normalize(posix.join(posix.dirname(path), target));
  if (posix.isAbsolute(target) || place === '..' || place.startsWith('../'))
    throw unsafe(input, path, `it links to ${target}, out of the package`);
  return posix.normalize(target).replace(/\/$/, '');
}

function unsafe({ file }: UnpackInput, entry: string, reason: string): Error {
  return condaErrors.create('conda.unsafe-entry', { file, entry, reason });
}
