import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '@frazil/core';
import { cliErrors } from '../errors.ts';
import { isAddress, type Settings } from './settings.ts';

/** Makes the folders that a command writes to, and says early when it can't. */
export async function ensureHome({ home, cache, store }: Settings): Promise<void> {
  await ensureFolder(cache, 'home');
  if (!isAddress(store)) await ensureFolder(store, store.startsWith(join(home, '/')) ? 'home' : 'store');
}

async function ensureFolder(folder: string, setting: 'home' | 'store'): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cliErrors.create('cli.home-not-writable', { folder, setting, reason: reasonOf(error) ?? String(error) }, { cause: error });
  }
}

/** Makes a folder and those above it. Node's own recursive mkdir says ENOENT of a read-only disk. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      await mkdir(folder, { recursive: true });
    } else if (reason !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
  }
}
