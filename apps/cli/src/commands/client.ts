import { createInterface } from 'node:readline';
import { serveClient } from '@frazil/client';
import type { Invocation } from '../arguments/invocation.ts';
import { openStore } from '../compose/open-store.ts';
import { EXIT } from '../exit-codes.ts';

/** Answers the questions that come on stdin, a JSON object a line, until it ends. */
export async function client({ settings, terminal }: Invocation): Promise<number> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  await serveClient(await openStore(settings), { lines, send: (line) => terminal.data(`${line}\n`) });
  return EXIT.done;
}
