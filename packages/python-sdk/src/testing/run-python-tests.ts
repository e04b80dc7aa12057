import { execFile } from 'node:child_process';
import { accessSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const TESTS = fileURLToPath(new URL('../../tests/', import.meta.url));
const SUPPORTED = /^3\.(8|9|1[0-4])\./;

/** Every supported Python that pyenv has, oldest first, or the machine's own. */
export function findPythons(): readonly string[] {
  const folder = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const pythons = list(folder)
    .filter((version) => SUPPORTED.test(version))
    .sort((a, b) => minorOf(a) - minorOf(b))
    .map((version) => join(folder, version, 'bin', 'python3'))
    .filter(exists);
  return pythons.length > 0 ? pythons : ['python3'];
}

/** Runs the tests that are written in Python; gives what they said, `OK` when all passed. */
export async function runPythonTests(python: string): Promise<string> {
  const { stderr } = await promisify(execFile)(python, ['-B', '-m', 'unittest', '--quiet'], { cwd: TESTS });
  return stderr;
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
