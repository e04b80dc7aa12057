import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Context } from '@frazil/core';
import type { LayerEntry } from '@frazil/layers';
import { type Elf, readElf } from '../elf/read-elf.ts';
import { setRpath, withoutRpath } from '../elf/set-rpath.ts';
import { errors } from '../errors.ts';
import { isKept, isKeptFolder } from '../pack/is-kept.ts';
import { minorOf } from '../version.ts';
import { isOfGlibc, linkedLibraries, modulesFolder } from './linked-libraries.ts';
import type { InstalledPython } from './probe-python.ts';

/** An interpreter's files, placed for any prefix. */
export interface InterpreterTree {
  readonly entries: readonly LayerEntry[];
  /** The versions of symbols that its programs and libraries want of others. */
  readonly symbolVersions: readonly string[];
}

/**
 * The files of an installed Python, changed so that they run from any prefix: its programs look for libraries beside them, and the
 * libraries of the machine that it uses, glibc apart, come along. Modules whose libraries are missing here are left out.
 */
export async function installedTree(python: InstalledPython, context: Context): Promise<InterpreterTree> {
  const name = `python${minorOf(python.version)}`;
  const program = readProgram(python.executable);
  const modules = namesIn(modulesFolder(python))
    .filter((file) => /\.so$/.test(file) && isKept(`lib-dynload/${file}`))
    .map((file) => readProgram(join(modulesFolder(python), file)));
  const libraries = new Libraries(
    await linkedLibraries(
      python,
      modules.map(({ path }) => path),
      context,
    ),
  );
  if (!libraries.isComplete(program)) throw notRelocatable(python.executable, 'libraries that it needs are missing');
  const usable = modules.filter((module) => libraries.isComplete(module));
  const grafted = libraries.reachableFrom([program, ...usable]);
  const folder = libraryFolder(python);
  const entries: LayerEntry[] = [
    {
      kind: 'file',
      path: `bin/${name}`,
      executable: true,
      content: relocated(program, () => setRpath(program.bytes, program.elf, '$ORIGIN/../lib')),
    },
    ...usable.map((module) => asFile(`${folder}/lib-dynload/${basename(module.path)}`, module)),
    ...[...grafted].map(([library, file]) => asFile(`lib/${library}`, file)),
    ...filesBelow(python.library, isKeptFolder, (path) => isKept(path) && !path.startsWith('lib-dynload/')).map(
      fileAt(python.library, folder),
    ),
    ...filesBelow(
      python.headers,
      () => true,
      (path) => path.endsWith('.h'),
    ).map(fileAt(python.headers, `include/${name}`)),
  ];
  return { entries, symbolVersions: [program, ...usable, ...grafted.values()].flatMap(({ elf }) => elf.versions) };
}

interface Program {
  readonly path: string;
  readonly bytes: Buffer;
  readonly elf: Elf;
}

/** The libraries of this machine that programs ask for. */
class Libraries {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #programs = new Map<string, Program>();

  constructor(paths: ReadonlyMap<string, string>) {
    this.#paths = paths;
  }

  isComplete(program: Program): boolean {
    return program.elf.needed.every((name) => isOfGlibc(name) || this.#program(name) !== undefined);
  }

  reachableFrom(programs: readonly Program[]): ReadonlyMap<string, Program> {
    const reached = new Map<string, Program>();
    const waiting = [...programs];
    for (let program = waiting.pop(); program !== undefined; program = waiting.pop()) {
      for (const name of program.elf.needed) {
        const library = isOfGlibc(name) || reached.has(name) ? undefined : this.#program(name);
        if (library === undefined) continue;
        reached.set(name, library);
        waiting.push(library);
      }
    }
    return reached;
  }

  #program(name: string): Program | undefined {
    const path = this.#paths.get(name);
    const known = this.#programs.get(name);
    if (known !== undefined || path === undefined) return known;
    const program = readProgram(path);
    this.#programs.set(name, program);
    return program;
  }
}

function readProgram(path: string): Program {
  const bytes = reading(path, () => readFileSync(path));
  const elf = relocated({ path }, () => readElf(bytes));
  if (elf === undefined) throw notRelocatable(path, 'it is not a program of Linux');
  return { path, bytes, elf };
}

function asFile(path: string, program: Program): LayerEntry {
  return { kind: 'file', path, executable: true, content: relocated(program, () => withoutRpath(program.bytes, program.elf)) };
}

function libraryFolder(python: InstalledPython): string {
  // `lib64` where the Python was built to look there.
  const inside = python.library.startsWith(`${python.prefix}/`) ? python.library.slice(python.prefix.length + 1) : '';
  return /^lib\w*\/python[\d.]+$/.test(inside) ? inside : `lib/python${minorOf(python.version)}`;
}

function fileAt(from: string, to: string): (path: string) => LayerEntry {
  return (path) => ({ kind: 'file', path: `${to}/${path}`, executable: false, content: { file: join(from, path) } });
}

function filesBelow(root: string, isEntered: (folder: string) => boolean, isTaken: (path: string) => boolean, below = ''): string[] {
  return namesIn(join(root, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    const status = statSync(join(root, path), { throwIfNoEntry: false });
    if (status?.isDirectory()) return isEntered(name) ? filesBelow(root, isEntered, isTaken, path) : [];
    return status?.isFile() && isTaken(path) ? [path] : [];
  });
}

function namesIn(folder: string): string[] {
  return reading(folder, () => (statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder).sort()));
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw errors.create('interpreters.unreadable', { path, reason }, { cause });
  }
}

function relocated<Result>({ path }: { readonly path: string }, change: () => Result): Result {
  try {
    return change();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw notRelocatable(path, cause.message, cause);
  }
}

function notRelocatable(path: string, reason: string, cause?: unknown): Error {
  return errors.create('interpreters.not-relocatable', { path, reason }, { cause });
}
