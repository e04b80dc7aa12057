/** An entry that must not be written, and why: the rest of a sentence that begins with its path. */
export interface UnsafeEntry {
  readonly path: string;
  readonly problem: string;
}

/** What is looked at: an entry with a target is a symbolic link. */
export interface CheckedEntry {
  readonly path: string;
  readonly target?: string;
}

/**
 * The first entry that is unsafe by itself or beside the others, or undefined. Pure. Entries that pass stay inside any root
 * they are written to, also on file systems that fold case, and also when links are followed.
 */
export function findUnsafe(entries: readonly CheckedEntry[], directories: readonly string[]): UnsafeEntry | undefined {
  const paths = new Set<string>();
  for (const { path, target } of entries) {
    const problem = problemOfPath(path) ?? (paths.has(path) ? 'appears twice' : undefined);
    if (problem !== undefined) return { path, problem };
    if (target !== undefined && isEscaping(path, target))
      return { path, problem: `links outside of the layer, to ${JSON.stringify(target)}` };
    paths.add(path);
  }
  const links = entries.filter(({ target }) => target !== undefined);
  return findClash(paths, links, directories);
}

/** The first path that is also a directory, or link that others would be written through, or undefined. Pure. */
export function findClash(
  paths: { has(path: string): boolean },
  links: readonly CheckedEntry[],
  directories: readonly string[],
): UnsafeEntry | undefined {
  const clash = directories.find((directory) => paths.has(directory));
  if (clash !== undefined) return { path: clash, problem: 'is both a directory and not one' };
  if (links.length === 0) return undefined;
  const folded = new Set(directories.map(fold));
  const link = links.find(({ path }) => folded.has(fold(path)));
  return link && { path: link.path, problem: 'is a link, and differs from a directory by case only' };
}

// An empty part (a leading, doubled or trailing slash), `.` or `..`.
const BAD_PART = /(?:^|\/)\.{0,2}(?:\/|$)/;

function problemOfPath(path: string): string | undefined {
  if (path.startsWith('/')) return 'is an absolute path';
  if (BAD_PART.test(path)) return 'is not a plain relative path';
  return isName(path) ? undefined : 'is not a file name';
}

// The longest path that Linux takes.
const MAX_PATH = 4096;

function isName(text: string): boolean {
  return text.length < MAX_PATH && !text.includes('\0') && text.isWellFormed();
}

// `..` may only lead: its parents are then real directories of the layer, so counting them is exact.
function isEscaping(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || !isName(target)) return true;
  const parts = target.split('/').filter((part) => part !== '' && part !== '.');
  const ups = parts.findIndex((part) => part !== '..');
  if (ups === -1) return parts.length > depthOf(path);
  return ups > depthOf(path) || parts.includes('..', ups);
}

function depthOf(path: string): number {
  return path.split('/').length - 1;
}

const NON_ASCII = /[^\0-\x7f]/;

// What file systems that ignore case and Unicode form take for one name; upper before lower joins ſ, ß and the like.
function fold(path: string): string {
  return NON_ASCII.test(path) ? path.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD') : path.toLowerCase();
}
