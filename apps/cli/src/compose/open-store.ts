import type { Store } from '@frazil/core';
import { ensureHome } from '../settings/ensure-home.ts';
import type { Settings } from '../settings/settings.ts';

/** The store of the settings. */
export async function openStore(settings: Settings): Promise<Store> {
  const { createFolderStore } = await import('@frazil/store-folder');
  return createFolderStore(settings.store);
}

/** The store of the settings, to write to: the folders are there when this resolves. */
export async function openStoreForWriting(settings: Settings): Promise<Store> {
  await ensureHome(settings);
  return openStore(settings);
}
