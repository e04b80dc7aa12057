import type { Connection } from '../connection/connection.ts';
import { sizeOf } from '../read/size-of.ts';
import { putNewObject } from './put-object.ts';
import type { Source } from './source.ts';
import type { Target } from './target.ts';
import { uploadInParts } from './upload-in-parts.ts';

/** Larger ones go up in parts. */
export const IN_PARTS_FROM = 16 * 1024 * 1024;
// Beyond this, asking first costs less than sending in vain.
const ASK_FROM = 1024 * 1024;

/** Writes an object if there is none, large ones in parts at once; false when there is. Of many writers one wins. */
export async function createObject(connection: Connection, target: Target, source: Source): Promise<boolean> {
  if (source.size >= ASK_FROM && (await sizeOf(connection, target.key)) !== undefined) return false;
  if (source.size >= IN_PARTS_FROM) return uploadInParts(connection, { ...target, mayReplace: false }, source);
  return putNewObject(connection, target, await source.read(0, source.size));
}
