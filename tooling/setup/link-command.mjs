import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './root.mjs';

const LINK = join(root, 'node_modules/.bin/frazil');

/**
 * Makes `npx frazil` run the built program. npm links commands when it installs, which is before the program is built; without
 * the link npx would ask the registry for a package of that name.
 * @param {string} program
 */
export function linkCommand(program) {
  chmodSync(program, 0o755);
  if (existsSync(LINK)) return;
  rmSync(LINK, { force: true });
  symlinkSync(relative(dirname(LINK), program), LINK);
}
