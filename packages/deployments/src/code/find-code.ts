import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { reasonOf } from '@frazil/core';
import type { LayerEntry } from '@frazil/layers';
import { deploymentErrors } from '../errors.ts';
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts';

/** Which files of a flow's folder are its code. */
export interface CodeInput {
  /** The folder that the flow file is in, absolute. */
  readonly folder: string;
  /** The flow file's name in it: it belongs to the package whatever the rules say. */
  readonly file: string;
  /** Ends of names, `.py`: other files stay out. */
  readonly suffixes: readonly string[];
  /** Folders that stay out wherever they are, absolute: the caches and stores of this machine. */
  readonly excluded: readonly string[];
  /** What else belongs to the package, unless the folder has a file of that path. */
  readonly additions?: Additions;
}

/** Files from elsewhere. */
export interface Additions {
  /** Python modules: the name, and the folder or file, absolute. All files of a folder belong to the package but byte code and hidden ones. */
  readonly modules: readonly { readonly name: string; readonly path: string }[];
  /** Files: the path in the package, and where they are, absolute. */
  readonly files: readonly { readonly path: string; readonly file: string }[];
}

/** One file of a code package. */
export interface CodeFile {
  readonly entry: LayerEntry;
  /** Where it is, absolute. */
  readonly file: string;
  readonly size: number;
}

interface Walk {
  readonly input: CodeInput;
  readonly rules: IgnoreRules;
  readonly files: CodeFile[];
  readonly excluded: ReadonlySet<string>;
}

/**
 * The files of a flow's folder that its code package holds: those with a wanted suffix that no line of `.frazilignore` names.
 * Hidden files, byte code and virtual environments stay out. Links are followed, so that a package holds files alone; a link that
 * leads round is not. Behind them come the additions. Reads the folder.
 */
export function findCode(input: CodeInput): readonly CodeFile[] {
  const path = join(input.folder, '.frazilignore');
  const rules = parseIgnoreRules(existsSync(path) ? attempt(path, () => readFileSync(path, 'utf8')) : '');
  const excluded = new Set(input.excluded.filter((folder) => existsSync(folder)).map((folder) => realpathSync(folder)));
  const files = walkFrom({ input, rules, files: [], excluded });
  return [...files, ...addedFiles(files, input.additions)];
}

function walkFrom(walk: Walk): readonly CodeFile[] {
  const root = attempt(walk.input.folder, () => realpathSync(walk.input.folder));
  walkFolder(walk, '', [root]);
  return walk.files;
}

/** The files from elsewhere that the folder has none of the path of. */
function addedFiles(files: readonly CodeFile[], additions: Additions = { modules: [], files: [] }): readonly CodeFile[] {
  const added = new Map<string, CodeFile>();
  for (const { name, path } of additions.modules) for (const file of filesOfModule(name, path)) added.set(file.entry.path, file);
  for (const { path, file } of additions.files) added.set(path, fileFrom(path, file));
  for (const { entry } of files) added.delete(entry.path);
  return [...added.values()];
}

function filesOfModule(name: string, path: string): readonly CodeFile[] {
  if (!attempt(path, () => statSync(path)).isDirectory()) return [fileFrom(basename(path), path)];
  const input: CodeInput = { folder: path, file: '', suffixes: [''], excluded: [] };
  const found = walkFrom({ input, rules: parseIgnoreRules('*.pyc'), files: [], excluded: new Set() });
  return found.map((file) => ({ ...file, entry: { ...file.entry, path: `${name}/${file.entry.path}` } }));
}

function fileFrom(path: string, file: string): CodeFile {
  const stats = attempt(file, () => statSync(file));
  return fileOf(path, file, stats);
}

/** `around` are the real paths of the folder and those that it is in: one that comes again is a link that leads round. */
function walkFolder(walk: Walk, prefix: string, around: readonly string[]): void {
  const folder = join(walk.input.folder, prefix);
  for (const entry of attempt(folder, () => readdirSync(folder, { withFileTypes: true }))) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const found = path === walk.input.file ? statOf(walk, path, entry) : lookAt(walk, path, entry);
    if (found?.isDirectory()) enterFolder(walk, path, around);
    else if (found?.isFile()) walk.files.push(fileOf(path, join(folder, entry.name), found));
  }
}

/** What is at a path that may belong to the package; undefined for what surely doesn't. */
function lookAt(walk: Walk, path: string, entry: Dirent): Stats | undefined {
  if (entry.name.startsWith('.') || entry.name === '__pycache__') return undefined;
  const isWanted = walk.input.suffixes.some((suffix) => entry.name.endsWith(suffix));
  if (entry.isFile() && !isWanted) return undefined;
  const found = statOf(walk, path, entry);
  if (found === undefined || walk.rules.ignores(path, found.isDirectory())) return undefined;
  return found.isDirectory() || isWanted ? found : undefined;
}

/** Undefined for a link that leads nowhere. */
function statOf({ input }: Walk, path: string, entry: Dirent): Stats | undefined {
  const absolute = join(input.folder, path);
  return attempt(absolute, () => statSync(absolute, { throwIfNoEntry: !entry.isSymbolicLink() }));
}

function enterFolder(walk: Walk, path: string, around: readonly string[]): void {
  const folder = join(walk.input.folder, path);
  const real = attempt(folder, () => realpathSync(folder));
  if (around.includes(real) || walk.excluded.has(real) || existsSync(join(folder, 'pyvenv.cfg'))) return;
  walkFolder(walk, path, [...around, real]);
}

function fileOf(path: string, file: string, { mode, size }: Stats): CodeFile {
  return { entry: { kind: 'file', path, executable: (mode & 0o100) !== 0, content: { file } }, file, size };
}

function attempt<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason === undefined) throw cause;
    throw deploymentErrors.create('deployments.folder-unreadable', { path, reason }, { cause });
  }
}
