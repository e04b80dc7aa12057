import { createInterface } from 'node:readline';
import { serveClient } from '@frazil/client';
import { forReading, openStore } from '../settings/open-store.ts';
import { storeSetting } from '../settings/settings.ts';
import type { Command } from './command.ts';

/** Answers the Python client of a step, a JSON object a line on stdin, until it ends. */
export const client: Command = async ({ variables, writeLine }) => {
  const store = forReading(await openStore(storeSetting(variables), variables));
  await serveClient(store, { lines: linesOfInput(), send: (line) => writeLine('stdout', line) });
  return 0;
};

// Opened when the first line is asked for: what comes before anybody listens would be lost.
async function* linesOfInput(): AsyncGenerator<string> {
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
