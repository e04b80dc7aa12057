import { createReadStream, fstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createZstdDecompress } from 'node:zlib';
import { locateData, readDirectory, unpackBzip2, type ZipEntry, type ZipErrors, type ZipSource } from '@frazil/archives';
import { condaErrors } from '../errors.ts';

/** The archives that a package is made of, unpacked: streams of tar. */
export type PackageStreams = AsyncDisposable & { readonly tars: readonly AsyncIterable<Buffer>[] };

/** Opens a package of either format. Throws `conda.bad-package` for what is neither. */
export async function openPackage(path: string, file: string, signal: AbortSignal): Promise<PackageStreams> {
  return file.endsWith('.tar.bz2') ? openOld(path, signal) : await openNew(path, file, signal);
}

/** One `.tar.bz2`. */
function openOld(path: string, signal: AbortSignal): PackageStreams {
  const stream = createReadStream(path, { signal, highWaterMark: 1 << 18 });
  return { tars: [buffers(unpackBzip2(stream))], [Symbol.asyncDispose]: async () => void stream.destroy() };
}

async function* buffers(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of stream) yield Buffer.from(buffer, byteOffset, byteLength);
}

/** A zip of two `.tar.zst`: what describes the package, and its files. */
async function openNew(path: string, file: string, signal: AbortSignal): Promise<PackageStreams> {
  const handle = await open(path);
  try {
    const source = { descriptor: handle.fd, size: fstatSync(handle.fd).size, errors: zipErrorsOf(file) };
    const entries = readDirectory(source);
    const members = ['info-', 'pkg-'].map((start) => memberOf(entries, start, file));
    const tars = members.map((entry) => unpacked(handle, { source, entry }, signal));
    return { tars, [Symbol.asyncDispose]: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function memberOf(entries: readonly ZipEntry[], start: string, file: string): ZipEntry {
  const found = entries.filter(({ path }) => path.startsWith(start) && path.endsWith('.tar.zst') && !path.includes('/'));
  const [member] = found;
  if (member === undefined || found.length > 1)
    throw condaErrors.create('conda.bad-package', { file, reason: `it has not one ${start}*.tar.zst` });
  if (member.method !== 'stored') throw condaErrors.create('conda.bad-package', { file, reason: `its ${member.path} is compressed twice` });
  return member;
}

async function* unpacked(
  handle: FileHandle,
  { source, entry }: { readonly source: ZipSource; readonly entry: ZipEntry },
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const start = locateData(source, entry);
  const range = { start, end: start + entry.compressedSize - 1, autoClose: false, highWaterMark: 1 << 18, signal };
  const stream = handle.createReadStream(range);
  const decoder = createZstdDecompress();
  stream.on('error', (error) => decoder.destroy(error));
  try {
    yield* stream.pipe(decoder);
  } finally {
    stream.destroy();
    decoder.destroy();
  }
}

function zipErrorsOf(file: string): ZipErrors {
  const bad = (reason: string, cause?: unknown) => condaErrors.create('conda.bad-package', { file, reason }, { cause });
  return {
    unreadable: bad,
    broken: (reason) => bad(reason),
    unsafe: (entry, reason) => condaErrors.create('conda.unsafe-entry', { file, entry, reason }),
    damaged: (entry, reason, cause) => bad(`its ${entry} is damaged: ${reason}`, cause),
    unsupported: (entry, reason) => bad(`its ${entry} uses ${reason}`),
    unwritable: bad,
  };
}
