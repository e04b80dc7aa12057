import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { root } from './root.mjs';
import { capture, pathOfMachine } from './run.mjs';
import { Stop } from './stop.mjs';

const STAMP = join(root, 'node_modules/.frazil-setup');

/**
 * Installs the repository's npm packages when they are absent or another lock's. Reads one file when nothing is to be done.
 */
export async function ensureInstalled() {
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  process.stderr.write('setting up: npm ci (about a minute, once)\n');
  const { code, output } = await npm(['ci', '--prefer-offline', '--no-progress', '--loglevel=error']);
  if (code !== 0) throw explainInstallFailure(output);
  writeFileSync(STAMP, digest);
}

/**
 * Runs the machine's npm: the Node in node_modules is about to be replaced.
 * @param {readonly string[]} args
 */
async function npm(args) {
  try {
    return await capture('npm', args, { ...process.env, PATH: pathOfMachine() });
  } catch (error) {
    throw new Stop(`npm could not be started (${error}).`, 'Install Node 20 or newer with its npm, then run the same command again.');
  }
}
