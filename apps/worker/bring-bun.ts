import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Where the Bun of another platform is that goes into its worker, which npm doesn't install: below FRAZIL_BUN_PACKAGES, or else
 * in the user's cache, by its version.
 */
export function foreignBun(name: string): string {
  const { FRAZIL_BUN_PACKAGES: chosen, XDG_CACHE_HOME: cache } = process.env;
  if (chosen) return join(chosen, name, 'bin/bun');
  return join(cache || join(homedir(), '.cache'), 'frazil', 'bun', lockedPackage(name).version, name, 'bin/bun');
}

/** Brings that Bun from npm's registry, the version and content that the lockfile says, unless it is there. Network. */
export function bringBun(name: string): void {
  const folder = dirname(dirname(foreignBun(name)));
  if (existsSync(folder)) return;
  const { version, integrity } = lockedPackage(name);
  mkdirSync(dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  try {
    const packed = execFileSync('npm', ['pack', `@oven/${name}@${version}`, '--json', '--silent'], { cwd: temporary, encoding: 'utf8' });
    const archive = join(temporary, JSON.parse(packed)[0].filename);
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity) throw new Error(`@oven/${name} is not what the lockfile says: ${found}`);
    execFileSync('tar', ['-xzf', archive, '-C', temporary]);
    renameSync(join(temporary, 'package'), folder);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
}

function lockedPackage(name: string): LockedPackage {
  return JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages[`node_modules/@oven/${name}`];
}
