import { createInterface } from 'node:readline';
import { serveClient } from '@frazil/client';
import type { Invocation } from '../arguments/invocation.ts';
import { openSpins, openStore } from '../compose/open-store.ts';
import { EXIT } from '../exit-codes.ts';

/** Answers the questions that come on stdin, a JSON object a line, until it ends. */
export async function client({ settings, terminal, options }: Invocation): Promise<number> {
  const store = options.spins === true ? await openSpins(settings) : await openStore(settings);
  const channel = { lines: linesOfInput(), send: (line: string) => terminal.data(`${line}\n`) };
  await serveClient(store, channel);
  return EXIT.done;
}

// Opened when the first line is asked for: what comes before anybody listens would be lost.
async function* linesOfInput(): AsyncGenerator<string> {
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
