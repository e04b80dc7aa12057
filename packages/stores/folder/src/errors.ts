import { defineErrors } from '@frazil/core';

/** What can go wrong with a folder store beside the disk itself. */
export const folderStoreErrors = defineErrors({
  'store.bad-key': {
    message: ({ key }: { readonly key: string }) => `The key ${JSON.stringify(key)} is not a relative path of plain names.`,
    hint: () => 'Keys are names joined by /, without empty names, . and .., back slashes and control characters.',
  },
});
