import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CANDIDATES = ['./python-sdk/', '../python/'] as const;

/**
 * The absolute path of the folder that goes on `sys.path`, with the Python packages `frazil` and `metaflow`: beside the
 * bundle that this was bundled into, else in this package. Reads the file system.
 */
export function sdkDirectory(): string {
  const folders = CANDIDATES.map((candidate) => fileURLToPath(new URL(candidate, import.meta.url)));
  const found = folders.find((folder) => existsSync(`${folder}frazil/__init__.py`));
  if (found === undefined) throw new TypeError(`the Python SDK is in none of ${folders.join(', ')}`);
  return found.replace(/[\\/]$/, '');
}
