import { type CentralHeader, readCentralHeader } from './central-header.ts';
import { findDirectory } from './find-directory.ts';
import type { ZipEntry } from './zip-entry.ts';
import { badZip, readAt, type ZipSource } from './zip-source.ts';

const LOCAL_HEADER = 30;
const MAX_DIRECTORY = 1 << 28;
const MAX_DEFLATE_RATIO = 1032;
const ENCRYPTED = 0x2041;
const TYPE_OF_MODE = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;
const SYMLINK = 0o120000;

/** The files of an archive, in the order of the archive. Refuses whatever could surprise the one who unpacks it. */
export function readDirectory(source: ZipSource): readonly ZipEntry[] {
  const place = findDirectory(source);
  if (place.size > MAX_DIRECTORY) throw badZip(source, 'its directory is too large');
  const directory = readAt(source, place.offset, place.size);
  const headers: CentralHeader[] = [];
  let at = 0;
  for (let index = 0; index < place.entries; index++) {
    const header = readCentralHeader(source, directory, at);
    at += header.length;
    headers.push(header);
  }
  if (at !== directory.length) throw badZip(source, 'its directory holds more than its entries');
  const limits = limitsOf(source, headers, place.offset);
  const entries = headers.map((header) => checkedEntry(source, header, limits.get(header.offset) ?? 0));
  return withoutDuplicates(source, entries).filter((entry): entry is ZipEntry => entry !== undefined);
}

// Every entry may reach up to the next one: so no byte is read twice, which is what small archives with huge contents need.
function limitsOf(source: ZipSource, headers: readonly CentralHeader[], end: number): Map<number, number> {
  const sorted = headers.toSorted((a, b) => a.offset - b.offset);
  const limits = new Map<number, number>();
  if (sorted.length > 0 && sorted[0]?.offset !== 0) throw badZip(source, 'something precedes its first entry');
  for (const [index, { offset, name, compressedSize }] of sorted.entries()) {
    const limit = sorted[index + 1]?.offset ?? end;
    if (offset + LOCAL_HEADER + name.length + compressedSize > limit) throw badZip(source, 'its entries overlap');
    limits.set(offset, limit);
  }
  return limits;
}

type Reason = string | undefined;

function checkedEntry(source: ZipSource, header: CentralHeader, limit: number): ZipEntry | undefined {
  const entry = header.name.toString('utf8');
  const { errors } = source;
  const unsafe = nameProblem(header.name, entry) ?? typeProblem(header.mode, entry);
  if (unsafe !== undefined) throw errors.unsafe(entry, unsafe);
  const unsupported = featureProblem(header);
  if (unsupported !== undefined) throw errors.unsupported(entry, unsupported);
  const damage = sizeProblem(header, entry);
  if (damage !== undefined) throw errors.damaged(entry, damage);
  if (entry.endsWith('/')) return undefined;
  const { name, crc32, compressedSize, size, offset, mode } = header;
  const method = header.method === 0 ? 'stored' : 'deflated';
  return { path: entry, name, method, crc32, compressedSize, size, executable: (mode & 0o111) !== 0, offset, limit };
}

function nameProblem(name: Buffer, path: string): Reason {
  if (!Buffer.from(path).equals(name)) return 'its name is not UTF-8';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'its path is absolute';
  if (path.includes('\\') || path.includes('\0')) return 'its path has a backslash or a zero byte';
  const parts = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (parts.some((part) => part === '..')) return 'its path leads out of the target';
  return parts.some((part) => part === '' || part === '.') ? 'its path has an empty part' : undefined;
}

function typeProblem(mode: number, path: string): Reason {
  const type = mode & TYPE_OF_MODE;
  if (type === SYMLINK) return 'it is a symbolic link';
  const expected = path.endsWith('/') ? DIRECTORY : REGULAR;
  return type === 0 || type === expected ? undefined : 'it is not a regular file';
}

function featureProblem({ flags, method, disk }: CentralHeader): Reason {
  if ((flags & ENCRYPTED) !== 0) return 'encryption';
  if (disk !== 0) return 'several parts';
  return method === 0 || method === 8 ? undefined : `compression method ${method}`;
}

function sizeProblem({ method, size, compressedSize }: CentralHeader, path: string): Reason {
  if (path.endsWith('/') && size !== 0) return 'a directory with content';
  if (method === 0 && size !== compressedSize) return 'its two sizes differ though it is not compressed';
  return size > compressedSize * MAX_DEFLATE_RATIO ? 'it claims to be larger than it can be' : undefined;
}

function withoutDuplicates<Entry extends ZipEntry | undefined>(source: ZipSource, entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (entry === undefined) continue;
    if (seen.has(entry.path)) throw source.errors.unsafe(entry.path, 'it is there twice');
    seen.add(entry.path);
  }
  return entries;
}
