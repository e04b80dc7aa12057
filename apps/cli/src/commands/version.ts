import type { Invocation } from '../arguments/invocation.ts';
import { EXIT } from '../exit-codes.ts';
import { VERSION } from '../version.ts';

/** Prints the version. */
export async function version({ terminal }: Invocation): Promise<number> {
  if (terminal.isJson) terminal.json({ version: VERSION });
  else terminal.data(`frazil ${VERSION}\n`);
  return EXIT.done;
}
