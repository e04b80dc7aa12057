import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, isAbsolute, join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Programs that may be a Python of a minor version (of any when undefined), links resolved, each once, in the order: FRAZIL_PYTHONS,
 * PATH, pyenv, uv, Homebrew and python.org. Scripts (version managers' shims) are left out: what they start is found at its own place.
 */
export function candidatePythons(variables: Variables, minor: string | undefined): readonly string[] {
  const found = new Set<string>();
  for (const path of placesOf(variables, minor)) {
    const program = programAt(path);
    if (program !== undefined && !isOtherMinor(program, minor)) found.add(program);
  }
  return [...found];
}

function placesOf(variables: Variables, minor: string | undefined): string[] {
  const names = minor === undefined ? MINORS.map((known) => `python${known}`) : [`python${minor}`];
  const inFolder = (folder: string) => [...names, 'python3'].map((name) => join(folder, name));
  const chosen = foldersOf(variables.FRAZIL_PYTHONS).flatMap((place) => [place, ...inFolder(place), ...inFolder(join(place, 'bin'))]);
  const folders = [...foldersOf(variables.PATH), ...managedFolders(variables), ...MAC_FOLDERS];
  return [...chosen, ...folders.flatMap(inFolder)];
}

const MINORS = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];

const MAC_FOLDERS =
  process.platform === 'darwin'
    ? ['/opt/homebrew/bin', '/usr/local/bin', ...MINORS.map((minor) => `/Library/Frameworks/Python.framework/Versions/${minor}/bin`)]
    : [];

function managedFolders(variables: Variables): string[] {
  const home = variables.HOME ?? homedir();
  const pyenv = join(variables.PYENV_ROOT ?? join(home, '.pyenv'), 'versions');
  const uv = variables.UV_PYTHON_INSTALL_DIR ?? join(variables.XDG_DATA_HOME ?? join(home, '.local/share'), 'uv/python');
  return [pyenv, uv].flatMap((root) => namesIn(root).map((name) => join(root, name, 'bin')));
}

function foldersOf(list: string | undefined): string[] {
  return (list ?? '').split(delimiter).filter(isAbsolute);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function programAt(path: string): string | undefined {
  try {
    const program = realpathSync(path);
    return statSync(program).isFile() && !isScript(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function isScript(path: string): boolean {
  const start = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 2, 0);
  } finally {
    closeSync(file);
  }
  return start.toString('latin1') === '#!';
}

function isOtherMinor(program: string, minor: string | undefined): boolean {
  const named = /^python(\d+\.\d+)$/.exec(basename(program))?.[1];
  return named !== undefined && minor !== undefined && named !== minor;
}
