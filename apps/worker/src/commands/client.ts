import { linesOf, serveClient } from '@frazil/client';
import { forReading, openObjects, openStore } from '../settings/open-store.ts';
import { storeSetting } from '../settings/settings.ts';
import type { Command } from './command.ts';

/** Answers the Python client of a step, a JSON object a line on stdin, until it ends. */
export const client: Command = async ({ variables, writeLine }) => {
  const store = forReading(await openStore(storeSetting(variables), variables));
  const channel = { lines: linesOf(process.stdin), send: (line: string) => writeLine('stdout', line) };
  await serveClient(store, channel, (signal) => openObjects(variables, signal));
  return 0;
};
