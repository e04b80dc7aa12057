import { execFile } from 'node:child_process';
import { accessSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const TESTS = fileURLToPath(new URL('../tests/', import.meta.url));
const SUPPORTED = /^3\.(8|9|1[0-4])\./;

/** Every supported Python that pyenv has, and the machine's own. */
function findPythons(): readonly string[] {
  const folder = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const pythons = list(folder)
    .filter((version) => SUPPORTED.test(version))
    .map((version) => join(folder, version, 'bin', 'python3'))
    .filter(exists);
  return pythons.length > 0 ? pythons : ['python3'];
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

test.concurrent.each(findPythons())(
  'the Python tests pass with %s',
  async (python) => {
    const { stderr } = await promisify(execFile)(python, ['-B', '-m', 'unittest', '--quiet'], { cwd: TESTS });
    expect(stderr).toMatch(/^OK/m);
  },
  300_000,
);
