import { linesOf, serveClient } from '@frazil/client';
import type { Invocation } from '../arguments/invocation.ts';
import { openObjects, openSpins, openStore } from '../compose/open-store.ts';
import { EXIT } from '../exit-codes.ts';

/** Answers the questions that come on stdin, a JSON object a line, until it ends. */
export async function client({ settings, terminal, options }: Invocation): Promise<number> {
  const store = options.spins === true ? await openSpins(settings) : await openStore(settings);
  const channel = { lines: linesOf(process.stdin), send: (line: string) => terminal.data(`${line}\n`) };
  await serveClient(store, channel, (signal) => openObjects(settings, signal));
  return EXIT.done;
}
