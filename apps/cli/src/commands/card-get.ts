import { cardHtml } from '@frazil/client';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { CardChoice } from '../compose/card-choice.ts';
import { findCard } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { writeOutput } from '../compose/write-output.ts';
import { EXIT } from '../exit-codes.ts';

const GetOptions = z.object({ output: z.optional(z.string()) });

/** Prints the HTML of a card, or writes it to a file. */
export async function getCard(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const [pathspec = '', path] = words;
  const { output = path } = GetOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const found = await findCard(store, flow, pathspec, CardChoice.parse(invocation.options));
  const html = await cardHtml(store, flow, found);
  if (output !== undefined) await writeOutput(output, html);
  else if (terminal.isJson) terminal.json({ html });
  else terminal.data(html);
  return EXIT.done;
}
