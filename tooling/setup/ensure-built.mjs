import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from './find-node.mjs';
import { linkCommand } from './link-command.mjs';
import { root } from './root.mjs';
import { capture } from './run.mjs';
import { Stop } from './stop.mjs';

const BUNDLE = join(root, 'apps/cli/dist/frazil.js');
const STAMP = join(root, 'apps/cli/dist/.frazil-build');
const SKIPPED = new Set(['node_modules', 'dist', '__pycache__', '.turbo']);

/**
 * Builds the command line program when one of its sources changed since it was built last, and lets `npx frazil` find it.
 * @returns {Promise<string>} The program.
 */
export async function ensureBuilt() {
  const digest = digestOfSources();
  const isBuilt = existsSync(BUNDLE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest;
  if (!isBuilt) await build(digest);
  linkCommand(BUNDLE);
  return BUNDLE;
}

/** @param {string} digest */
async function build(digest) {
  process.stderr.write('building frazil\n');
  const turbo = join(root, 'node_modules/turbo/bin/turbo');
  const args = [turbo, 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'];
  const { code, output } = await capture(findNode(), args, { ...process.env, TURBO_TELEMETRY_DISABLED: '1' });
  if (code !== 0) throw new Stop(`frazil could not be built:\n${output.trim()}`, 'Mend the sources, then run the same command again.');
  writeFileSync(STAMP, digest);
}

/** The digest of every file that can get into the program: paths and contents, in order. */
function digestOfSources() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...filesIn('apps/cli'), ...filesIn('packages')]) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesIn(path);
    return entry.isFile() && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
