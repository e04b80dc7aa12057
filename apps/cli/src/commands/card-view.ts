import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { cardHtml } from '../compose/card-html.ts';
import { type FoundCard, findCard } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openInBrowser } from '../compose/open-in-browser.ts';
import { openStore } from '../compose/open-store.ts';
import { writeOutput } from '../compose/write-output.ts';
import { EXIT } from '../exit-codes.ts';

const ViewOptions = z.object({ output: z.optional(z.string()), id: z.optional(z.string()) });

/** Writes the HTML of a card to a file, prints its path, and opens it when a person watches. */
export async function viewCard(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const { output, id } = ViewOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const found = await findCard(store, flow, words[0] ?? '', id);
  const path = output ?? join(settings.cache, 'cards', fileNameOf(found));
  await writeOutput(path, await cardHtml(store, flow, found));
  if (terminal.isJson) terminal.json({ path });
  else terminal.data(`${path}\n`);
  if (terminal.isLive) await openInBrowser(path);
  return EXIT.done;
}

function fileNameOf({ task, card }: FoundCard): string {
  const name = [task.flow, task.run, task.step, task.task, card.id].filter((word) => word !== '').join('-');
  return `${name.replaceAll(/[^\w.-]/g, '_')}.html`;
}
