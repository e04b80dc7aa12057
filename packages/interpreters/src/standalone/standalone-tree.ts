import { posix } from 'node:path';
import type { Context } from '@frazil/core';
import type { LayerEntry } from '@frazil/layers';
import { type Elf, readElf } from '../elf/read-elf.ts';
import { errors } from '../errors.ts';
import type { InterpreterTree } from '../installed/installed-tree.ts';
import { isKept } from '../pack/is-kept.ts';
import { minorOf } from '../version.ts';
import { readArchive } from './read-archive.ts';

/** The files of a python-build-standalone archive, which run from any prefix as they are. Nothing of it is run. */
export async function standaloneTree(archive: string, version: string, context: Context): Promise<InterpreterTree> {
  const name = `python${minorOf(version)}`;
  const read = await readArchive(archive, (path) => placeOf(path, name), context);
  const program = read.find(({ path }) => path === `bin/${name}`);
  if (program?.kind !== 'file' || !(program.content instanceof Buffer)) {
    throw errors.create('interpreters.archive-damaged', { file: posix.basename(archive), reason: `it has no bin/${name}` });
  }
  const needed = elfOf(program)?.needed;
  const paths = new Set(read.map(({ path }) => path));
  const entries = read.filter((entry) => (entry.kind === 'file' ? !isUnneededLibrary(entry.path, needed) : leadsTo(entry, paths)));
  return { entries, symbolVersions: entries.flatMap((entry) => elfOf(entry)?.versions ?? []) };
}

// Archives of full builds hold the installation in `python/install`.
function placeOf(path: string, name: string): string | undefined {
  const inside = /^python\/(?:install\/)?((?:bin|lib|include)\/.+)$/.exec(path)?.[1];
  if (inside === undefined) return undefined;
  if (inside === `bin/${name}` || inside.startsWith(`include/${name}/`)) return inside;
  if (inside.startsWith(`lib/${name}/`)) return isKept(inside.slice(`lib/${name}/`.length)) ? inside : undefined;
  return /^lib\/lib[^/]+\.(so|dylib)[^/]*$/.test(inside) && !/^lib\/lib(tcl|tk)/.test(inside) ? inside : undefined;
}

// Its libpython is for programs that embed Python; on Linux its own program has it inside. Elsewhere there is no telling: it stays.
function isUnneededLibrary(path: string, needed: readonly string[] | undefined): boolean {
  return needed !== undefined && /^lib\/libpython/.test(path) && !needed.includes(posix.basename(path));
}

function leadsTo(entry: LayerEntry & { readonly kind: 'symlink' }, paths: ReadonlySet<string>): boolean {
  return !/^lib\/libpython/.test(entry.path) && paths.has(posix.join(posix.dirname(entry.path), entry.target));
}

function elfOf(entry: LayerEntry): Elf | undefined {
  if (entry.kind !== 'file' || !(entry.content instanceof Buffer)) return undefined;
  try {
    return readElf(entry.content);
  } catch {
    return undefined;
  }
}
