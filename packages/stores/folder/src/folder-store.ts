import { resolve } from 'node:path';
import type { Store } from '@frazil/core';
import { keyPath } from './key-path.ts';
import { listFiles, readValue, sizeOf } from './read.ts';
import { adoptFile, createFile, removeFile, replaceFile } from './write.ts';

/** A store in a folder, made at the first write. Safe for many processes at once; every write is complete or absent. */
export function createFolderStore(folder: string): Store {
  const root = resolve(folder);
  const pathOf = (key: string): string => keyPath(root, key);
  return {
    url: root,
    get: async (key, range) => readValue(pathOf(key), range),
    put: async (key, value) => replaceFile(root, pathOf(key), value),
    putIfAbsent: async (key, value) => createFile(root, pathOf(key), value),
    putFileIfAbsent: async (key, path) => adoptFile(root, pathOf(key), path),
    size: async (key) => sizeOf(pathOf(key)),
    list: (prefix) => listFiles(root, prefix),
    delete: async (key) => removeFile(pathOf(key)),
    localPath: pathOf,
  };
}
