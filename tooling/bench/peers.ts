import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The programs that are measured against, in a virtual environment of the bench's own. */
export interface Peers {
  readonly python: string;
  readonly uv: string;
  readonly venvPack: string;
  /** Takes what is slow to make again: outside the checkout. */
  readonly cache: string;
}

// Pinned, so that figures of different days can be compared.
const PACKAGES = [
  ...['metaflow==2.19.39', 'uv==0.13.9', 'venv-pack==0.2.0', 'setuptools<81', 'hera[yaml]==7.1.0', 'numpy==2.3.5'],
  // What Metaflow's compilers import, and what they upload to.
  ...['boto3==1.44.5', 'kubernetes==36.0.3', 'moto[s3,server]==5.2.5'],
];

/** Installs the peers when they aren't there yet, or others than these. Network. */
export function installPeers(hostPython: string): Peers {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'frazil-bench');
  const environment = join(cache, 'peers');
  const stamp = join(environment, 'installed');
  const wanted = PACKAGES.join('\n');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    mkdirSync(cache, { recursive: true });
    execFileSync(hostPython, ['-m', 'venv', '--clear', environment], { stdio: 'inherit' });
    execFileSync(join(environment, 'bin/pip'), ['install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
    writeFileSync(stamp, wanted);
  }
  const program = (name: string): string => join(environment, 'bin', name);
  return { python: program('python'), uv: program('uv'), venvPack: program('venv-pack'), cache };
}
