import { chmodSync, mkdirSync } from 'node:fs';
import { diskError } from '@frazil/core';
import type { Volume } from '../settings/volume.ts';

/** Makes the folders that both containers write to. The main one may be another user, whose volume it isn't. */
export function makeFolders({ temporary, work, out }: Volume): void {
  for (const path of [temporary, work, out]) {
    try {
      const isNew = mkdirSync(path, { recursive: true }) !== undefined;
      if (isNew && path !== temporary) chmodSync(path, 0o1777);
    } catch (error) {
      throw diskError(error, 'making', path);
    }
  }
}
