import { join } from 'node:path';
import { folderStoreErrors } from './errors.ts';

/** The file of a key below a root. Refuses keys that could lead out of it. Pure. */
export function keyPath(root: string, key: string): string {
  const names = key.split('/');
  if (names.some((name) => !isPlain(name))) throw folderStoreErrors.create('store.bad-key', { key });
  return join(root, ...names);
}

function isPlain(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return name !== '' && name !== '.' && name !== '..' && !/[\\\u0000-\u001f]/.test(name);
}
