import type { Store } from '@frazil/core';

/** Writes a record that is written once. */
export async function writeRecord(store: Store, key: string, record: object): Promise<void> {
  await store.putIfAbsent(key, Buffer.from(JSON.stringify(record)));
}
