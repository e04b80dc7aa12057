import { lstatSync, mkdirSync } from 'node:fs';
import { writeFailed } from './errors.ts';

/** All directories that entries imply, each after its parent. Pure. */
export function directoriesOf(entries: readonly { readonly path: string }[]): string[] {
  const directories = new Set<string>();
  let last = '';
  for (const { path } of entries) {
    const slash = path.lastIndexOf('/');
    if (slash === last.length && path.startsWith(last)) continue;
    last = path.slice(0, Math.max(0, slash));
    addWithParents(directories, last);
  }
  return [...directories];
}

/** Makes directories below a root, and the root; one that is there already may stay, but only if it is no link. */
export function makeDirectories(root: string, directories: Iterable<string>): void {
  try {
    mkdirSync(root, { recursive: true });
  } catch (cause) {
    throw writeFailed(root, cause);
  }
  for (const directory of directories) makeDirectory(`${root}/${directory}`);
}

function addWithParents(directories: Set<string>, directory: string): void {
  if (directory === '' || directories.has(directory)) return;
  addWithParents(directories, directory.slice(0, Math.max(0, directory.lastIndexOf('/'))));
  directories.add(directory);
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, 0o755);
  } catch (cause) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    throw writeFailed(path, cause);
  }
}
