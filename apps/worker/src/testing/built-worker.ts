import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../build.ts', import.meta.url));

/** The worker as one executable, built now of what the sources are. */
export interface BuiltWorker extends Disposable {
  readonly path: string;
}

/** Builds the worker for this platform. */
export function buildWorker(): BuiltWorker {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-built-'));
  execFileSync(process.execPath, ['--conditions=@frazil/source', BUILD, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { path: join(folder, 'linux-x86_64/frazil-worker'), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
