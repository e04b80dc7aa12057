import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** The path of a file of this package that is not TypeScript: a Go program, a lock of packages, a script. */
export function material(...names: readonly string[]): string {
  return join(PACKAGE, ...names);
}
