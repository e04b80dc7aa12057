import { readFileSync } from 'node:fs';
import { type Context, canonicalJson, type LayerReference } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { errors } from '../errors.ts';
import { factsPath, type InterpreterFacts } from '../facts.ts';
import { minorOf } from '../version.ts';
import { compileLibrary } from './compile-library.ts';
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
  const entries = input.entries.map((entry) => (isSource(entry) ? withSource(entry) : entry)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const sources = entries.flatMap((entry) =>
    isSource(entry) && entry.content instanceof Uint8Array ? [{ path: entry.path, content: entry.content }] : [],
  );
  const compiled = await compileLibrary(input.compiler, sources, context);
  const added: LayerEntry[] = [
    ...[...compiled].map(([path, content]): LayerEntry => ({ kind: 'file', path: compiledPath(path, minor), executable: false, content })),
    { kind: 'symlink', path: 'bin/python', target: `python${minor}` },
    { kind: 'symlink', path: 'bin/python3', target: `python${minor}` },
    { kind: 'file', path: factsPath(facts.version), executable: false, content: Buffer.from(`${canonicalJson(facts)}\n`) },
  ];
  return await packLayer([...entries, ...added], output, { signal: context.signal });
}

function isSource(entry: LayerEntry): entry is LayerEntry & { readonly kind: 'file' } {
  return entry.kind === 'file' && /^lib\w*\/python[^/]*\/.*\.py$/.test(entry.path);
}

function withSource(entry: LayerEntry & { readonly kind: 'file' }): LayerEntry {
  const content = entry.content instanceof Uint8Array ? Buffer.from(entry.content) : readSource(entry.content.file);
  const name = entry.path.split('/').slice(2).join('/');
  return { ...entry, content: relocatedSource(name, content) ?? content };
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
