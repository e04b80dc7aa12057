import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** An interpreter of this machine. */
export interface FoundPython {
  readonly python: string;
  /** `3.10.13`. */
  readonly version: string;
  /** `3.10`. */
  readonly minor: string;
}

/** The interpreters of this machine from 3.8 on: pyenv's, and those on the PATH that are no shims. */
export function findPythons(): readonly FoundPython[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(versions) ? readdirSync(versions).map((name) => join(versions, name, 'bin', 'python3')) : [];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith('shims'));
  const candidates = [...installed, ...folders.map((folder) => join(folder, 'python3'))];
  const executables = new Set(candidates.filter((python) => existsSync(python)).map((python) => realpathSync(python)));
  return [...executables].flatMap((python) => inspect(python));
}

/** One interpreter of each minor version, oldest first. */
export function pythonOfEachMinor(): readonly FoundPython[] {
  const found = new Map(
    findPythons()
      .toReversed()
      .map((each) => [each.minor, each]),
  );
  return [...found.values()].sort((a, b) => a.minor.localeCompare(b.minor, 'en', { numeric: true }));
}

/** One with pip, to compare with: 3.10 when there is one. */
export function findPython(): FoundPython {
  const found = findPythons();
  const chosen = found.find(({ minor }) => minor === '3.10') ?? found[0];
  if (chosen === undefined) throw new Error('these tests need a Python from 3.8 on');
  return chosen;
}

function inspect(python: string): FoundPython[] {
  const version = execFileSync(python, ['-c', 'import platform; print(platform.python_version())'], { encoding: 'utf8' }).trim();
  const [major = '', minor = ''] = version.split('.');
  return major === '3' && Number(minor) >= 8 ? [{ python, version, minor: `${major}.${minor}` }] : [];
}
