import type { Objects, Store } from '@frazil/core';
import type { AwsAccess } from '@frazil/runtime';
import { workerErrors } from '../errors.ts';
import type { Variables } from './settings.ts';

/** The store at an address: `s3://...`, or a folder of this machine. Nothing is asked of it yet. */
export async function openStore(address: string, variables: Variables): Promise<Store> {
  if (address.startsWith('s3://')) {
    const { createS3Store, s3OptionsOf } = await import('@frazil/store-s3');
    return createS3Store(s3OptionsOf(address, variables));
  }
  if (!address.startsWith('/')) {
    throw workerErrors.create('worker.setting-invalid', { name: 'FRAZIL_STORE', value: address, wanted: 's3://BUCKET/PREFIX or a folder' });
  }
  const { createFolderStore } = await import('@frazil/store-folder');
  return createFolderStore(address);
}

/** The same store for those who only read: what a task finds damaged is for others to look at, not for it to delete. */
export function forReading(store: Store): Store {
  return { ...store, delete: async () => undefined };
}

/** Objects in buckets, for flows; what is under way fails when the signal is aborted. */
export async function openObjects(variables: Variables, signal: AbortSignal): Promise<Objects> {
  const { createS3Objects } = await import('@frazil/store-s3');
  return createS3Objects(variables, signal);
}

/** How services of AWS other than the store are asked: as the pod's role says, or its variables. */
export async function findAccess({ AWS_REGION, AWS_DEFAULT_REGION }: Variables): Promise<AwsAccess> {
  const { findAccess: find } = await import('@frazil/store-s3');
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  return find(region ? { region } : {});
}
