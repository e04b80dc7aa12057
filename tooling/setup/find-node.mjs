import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { Stop } from './stop.mjs';

/**
 * The Node that everything but the set-up runs on: the repository's own, else this process's when it is new enough.
 * @returns {string}
 */
export function findNode() {
  const own = join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return own;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new Stop(
    `Frazil needs Node 22.15 or newer; this is ${process.versions.node}, and the npm packages bring none for ${process.platform}-${process.arch}.`,
    'Install a newer Node, then run the same command again.',
  );
}

/**
 * Whether a version has what Frazil needs (zstd). Pure.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}
