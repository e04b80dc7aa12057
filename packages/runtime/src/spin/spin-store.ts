import { existsSync } from 'node:fs';
import { digestOf, keys, type Store } from '@frazil/core';

/** What the store of spins is made of. */
export interface SpinStores {
  /** The store of the flow's runs, which is only read. */
  readonly base: Store;
  /** Where the records and logs of spins are. */
  readonly spins: Store;
  /** Where what spins make goes; with their records when absent. */
  readonly made?: Store;
}

const ANY = digestOf(new Uint8Array());
const CONTENT = [keys.artifact(ANY), keys.card(ANY), keys.environment(ANY)].map((key) => key.slice(0, key.indexOf('/') + 1));

/**
 * A store that has the records of spins and nothing of the flow's runs, but for what is named by its content: what a spin got of a run
 * isn't copied. Nothing is written to the store of the runs.
 */
export function createSpinStore({ base, spins, made = spins }: SpinStores): Store {
  const isContent = (key: string) => CONTENT.some((folder) => key.startsWith(folder));
  const own = (key: string) => (isContent(key) ? made : spins);
  return {
    url: spins.url,
    get: async (key, range) => (await own(key).get(key, range)) ?? (isContent(key) ? base.get(key, range) : undefined),
    put: (key, value) => own(key).put(key, value),
    putIfAbsent: (key, value) => own(key).putIfAbsent(key, value),
    putFileIfAbsent: (key, path) => own(key).putFileIfAbsent(key, path),
    size: async (key) => (await own(key).size(key)) ?? (isContent(key) ? base.size(key) : undefined),
    list: (prefix) => own(prefix).list(prefix),
    delete: (key) => own(key).delete(key),
    localPath: (key) => {
      const path = own(key).localPath(key);
      return isContent(key) && (path === undefined || !existsSync(path)) ? base.localPath(key) : path;
    },
  };
}
