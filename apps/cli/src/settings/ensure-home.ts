import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { cliErrors } from '../errors.ts';
import type { Settings } from './settings.ts';

/** Makes the folders that a command writes to, and says early when it can't. */
export async function ensureHome({ cache, store }: Settings): Promise<void> {
  for (const folder of [cache, store]) await ensureFolder(folder);
}

async function ensureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw cliErrors.create('cli.home-not-writable', { folder, reason }, { cause: error });
  }
}
