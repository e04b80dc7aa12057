import type { Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';

/** What files are asked for with. */
export interface Line {
  readonly connection: Connection;
  /** The credentials for a URL, if there are any. */
  credentials(url: string): Promise<Credentials | undefined>;
}
