import { readFile, unlink } from 'node:fs/promises';
import type { ByteRange, Store } from '@frazil/core';

/** A store that lives as long as the object. For tests and experiments. */
export function createMemoryStore(): Store {
  const values = new Map<string, Uint8Array>();
  const putIfAbsent = (key: string, value: Uint8Array): boolean => {
    if (values.has(key)) return false;
    values.set(key, value.slice());
    return true;
  };
  return {
    url: 'memory:',
    get: async (key, range) => part(values.get(key), range),
    put: async (key, value) => void values.set(key, value.slice()),
    putIfAbsent: async (key, value) => putIfAbsent(key, value),
    putFileIfAbsent: async (key, path) => {
      const isNew = putIfAbsent(key, await readFile(path));
      await unlink(path);
      return isNew;
    },
    size: async (key) => values.get(key)?.length,
    async *list(prefix) {
      yield* [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
    delete: async (key) => void values.delete(key),
    localPath: () => undefined,
  };
}

function part(value: Uint8Array | undefined, range: ByteRange | undefined): Uint8Array | undefined {
  if (value === undefined) return undefined;
  return range === undefined ? value.slice() : value.slice(range.offset, range.offset + range.length);
}
