import { join } from 'node:path';
import type { Objects, Store } from '@frazil/core';
import { ensureHome } from '../settings/ensure-home.ts';
import { isAddress, type Settings } from '../settings/settings.ts';

/** The store of the settings. Nothing is asked of it yet. */
export async function openStore({ store, variables }: Settings): Promise<Store> {
  if (isAddress(store)) {
    const { createS3Store, s3OptionsOf } = await import('@frazil/store-s3');
    return createS3Store(s3OptionsOf(store, variables));
  }
  const { createFolderStore } = await import('@frazil/store-folder');
  return createFolderStore(store);
}

/** The store of the settings, to write to: the folders are there when this resolves. */
export async function openStoreForWriting(settings: Settings): Promise<Store> {
  await ensureHome(settings);
  return openStore(settings);
}

/** Where the records of spins are: on this machine, whatever the store is. What their tasks got of runs is read from the store. */
export async function openSpins(settings: Settings): Promise<Store> {
  const [{ createSpinStore }, { createFolderStore }] = await Promise.all([import('@frazil/runtime'), import('@frazil/store-folder')]);
  return createSpinStore({ base: await openStore(settings), spins: createFolderStore(spinsFolder(settings)) });
}

/** The folder of spins. Pure. */
export function spinsFolder({ home }: Settings): string {
  return join(home, 'spins');
}

/** Objects in buckets, for flows; what is under way fails when the signal is aborted. */
export async function openObjects({ variables }: Settings, signal: AbortSignal): Promise<Objects> {
  const { createS3Objects } = await import('@frazil/store-s3');
  return createS3Objects(variables, signal);
}
