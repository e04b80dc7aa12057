export { folderStoreErrors } from './errors.ts';
export { createFolderStore } from './folder-store.ts';
