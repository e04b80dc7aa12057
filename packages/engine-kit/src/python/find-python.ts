import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findPythons } from '@frazil/uv';
import { runProgram } from '../programs/run-program.ts';

const SAY_VERSION = 'import sys; print("%d.%d" % sys.version_info[:2])';

/** A Python of this minor version on the PATH or among pyenv's; undefined when there is none. */
export async function findPython(minor: string): Promise<string | undefined> {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions', `${minor}.*`, 'bin', 'python');
  for (const path of [...globSync(versions), ...(await findPythons(process.env))]) {
    const output = await runProgram(path, ['-c', SAY_VERSION]).catch(() => undefined);
    if (output?.exitCode === 0 && output.stdout.trim() === minor) return path;
  }
  return undefined;
}
