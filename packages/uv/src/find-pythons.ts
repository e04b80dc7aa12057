import { closeSync, constants, openSync, readSync } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

const NAMES = ['python3', 'python', ...['3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.8'].map((minor) => `python${minor}`)];

/**
 * The Pythons on a PATH, each once, real executables before the scripts (version managers' shims) that choose one at every
 * start. They exist and may be executed; whether they run is not tried.
 */
export async function findPythons(variables: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const folders = (variables.PATH ?? '').split(delimiter).filter(isAbsolute);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = (await Promise.all(candidates.map(executableAt))).filter((python) => python !== undefined);
  const pythons = found.filter(({ target }, index) => found.findIndex((other) => other.target === target) === index);
  return [...pythons.filter(({ path }) => !isScript(path)), ...pythons.filter(({ path }) => isScript(path))].map(({ path }) => path);
}

async function executableAt(path: string): Promise<{ readonly path: string; readonly target: string } | undefined> {
  try {
    await access(path, constants.X_OK);
    return { path, target: await realpath(path) };
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
