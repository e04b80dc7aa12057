import { readFileSync, statSync } from 'node:fs';
import { type Context, canonicalJson, factsPath, type InterpreterFacts, type LayerReference } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { errors } from '../errors.ts';
import { minorOf } from '../version.ts';
import { compileLibrary, type Source } from './compile-library.ts';
import { relocatedSource } from './relocated-source.ts';

/** What a layer is made of. */
export interface PackInput {
  readonly entries: readonly LayerEntry[];
  readonly facts: InterpreterFacts;
  /** A Python of the same minor version that runs here, to compile with. */
  readonly compiler: string;
  readonly output: string;
}

/** Makes the layer of an interpreter's files: sources relocated and compiled, links and facts added. Deterministic. */
export async function packInterpreter(input: PackInput, context: Context): Promise<LayerReference> {
  const { facts, output } = input;
  const minor = minorOf(facts.version);
  const sources = input.entries.filter(isSource).map((entry) => sourceOf(entry, minor));
  const compiled = await compileLibrary(input.compiler, sources.sort(byPath), context);
  const added: LayerEntry[] = [
    ...[...compiled].map(([path, content]): LayerEntry => ({ kind: 'file', path: compiledPath(path, minor), executable: false, content })),
    { kind: 'symlink', path: 'bin/python', target: `python${minor}` },
    { kind: 'symlink', path: 'bin/python3', target: `python${minor}` },
    { kind: 'file', path: factsPath(facts.version), executable: false, content: Buffer.from(`${canonicalJson(facts)}\n`) },
  ];
  const others = input.entries.filter((entry) => !isSource(entry));
  const files = sources.map(({ path, content, executable }): LayerEntry => ({ kind: 'file', path, executable, content }));
  return await packLayer([...others, ...files, ...added], output, { signal: context.signal });
}

function byPath(a: Source, b: Source): number {
  return a.path < b.path ? -1 : 1;
}

type FileEntry = LayerEntry & { readonly kind: 'file' };

function isSource(entry: LayerEntry): entry is FileEntry {
  return entry.kind === 'file' && /^lib\w*\/python[^/]*\/.*\.py$/.test(entry.path);
}

function sourceOf({ path, content, executable }: FileEntry, minor: string): Source & { readonly executable: boolean } {
  const own = content instanceof Uint8Array ? Buffer.from(content) : readSource(content.file);
  const relocated = relocatedSource(path.split('/').slice(2).join('/'), own);
  if (relocated !== undefined) return { path, executable, content: relocated, compiled: undefined };
  const compiled = content instanceof Uint8Array ? undefined : compiledBefore(content.file, minor);
  return { path, executable, content: own, compiled };
}

/** The `.pyc` beside a source on this disk, when it is what Python itself would take instead of compiling; undefined otherwise. */
function compiledBefore(source: string, minor: string): Buffer | undefined {
  try {
    const { mtimeMs, size } = statSync(source);
    const pyc = readFileSync(compiledPath(source, minor));
    // After the magic number, which is checked by who reads the code: flags, then the source's time and size.
    const isFresh = pyc.readUInt32LE(4) === 0 && pyc.readUInt32LE(8) === Math.floor(mtimeMs / 1000) >>> 0 && pyc.readUInt32LE(12) === size;
    return isFresh ? pyc : undefined;
  } catch {
    return undefined;
  }
}

function readSource(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw errors.create('interpreters.unreadable', { path, reason }, { cause });
  }
}

// `lib/python3.10/json/tool.py` -> `lib/python3.10/json/__pycache__/tool.cpython-310.pyc`
function compiledPath(path: string, minor: string): string {
  return path.replace(/([^/]+)\.py$/, `__pycache__/$1.cpython-${minor.replace('.', '')}.pyc`);
}
