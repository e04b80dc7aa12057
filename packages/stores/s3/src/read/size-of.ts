import type { Connection } from '../connection/connection.ts';
import { describeObject } from './describe-object.ts';

/** The size of an object in bytes; undefined when there is none. */
export async function sizeOf(connection: Connection, key: string): Promise<number | undefined> {
  return (await describeObject(connection, key))?.size;
}
