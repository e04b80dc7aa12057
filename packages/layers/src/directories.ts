// Imported by worker threads: nothing of other packages here.
import { lstatSync, mkdirSync } from 'node:fs';

/** All directories that entries imply, each after its parent. Pure. */
export function directoriesOf(entries: readonly { readonly path: string }[]): string[] {
  const directories: string[] = [];
  const visit = createVisitor((directory) => directories.push(directory));
  for (const { path } of entries) visit(path);
  return directories;
}

/**
 * Makes the directories that paths below a root need, as they come; several threads may do so at once, each with a maker of
 * its own. A directory may be there already, but a link in its place is not followed. Throws what the system call threw.
 */
export function createDirectoryMaker(root: string): (path: string) => void {
  return createVisitor((directory) => makeDirectory(`${root}/${directory}`));
}

// Calls `visit` with each directory above a path that it has not been called with, parents first.
function createVisitor(visit: (directory: string) => void): (path: string) => void {
  const visited = new Set<string>();
  let last = '';
  const visitWithParents = (directory: string) => {
    if (directory === '' || visited.has(directory)) return;
    visitWithParents(parentOf(directory));
    visit(directory);
    visited.add(directory);
  };
  return (path) => {
    if (path.startsWith(last) && path.lastIndexOf('/') === last.length) return;
    last = parentOf(path);
    visitWithParents(last);
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, 0o755);
  } catch (cause) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) throw cause;
  }
}
