import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TaskCard } from '@frazil/client';
import { cardHtml } from '@frazil/client';
import type { Flow, Store } from '@frazil/core';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { CardChoice } from '../compose/card-choice.ts';
import { findCard, nameOf } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openInBrowser } from '../compose/open-in-browser.ts';
import { openStore } from '../compose/open-store.ts';
import { writeOutput } from '../compose/write-output.ts';
import { EXIT } from '../exit-codes.ts';

const ViewOptions = z.object({ output: z.optional(z.string()), watch: z.optional(z.boolean()) });

/** Writes the HTML of a card to a file, prints its path, and opens it when a person watches. */
export async function viewCard(invocation: Invocation): Promise<number> {
  const { settings, terminal, signal, arguments: words } = invocation;
  const { output, watch } = ViewOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const found = await findCard(store, flow, words[0] ?? '', CardChoice.parse(invocation.options));
  const path = output ?? join(settings.cache, 'cards', fileNameOf(found));
  const isWatched = watch === true && found.status === 'running';
  await writeOutput(path, await cardHtml(store, flow, found, isWatched ? SECONDS : undefined));
  if (terminal.isJson) terminal.json({ path });
  else terminal.data(`${path}\n`);
  if (terminal.isLive) await openInBrowser(path);
  if (isWatched) await follow({ store, flow, path, signal }, found);
  return EXIT.done;
}

const SECONDS = 2;

interface Watching {
  readonly store: Store;
  readonly flow: Flow;
  readonly path: string;
  readonly signal: AbortSignal;
}

/** Writes a card again whenever it changes, until its task is over. */
async function follow({ store, flow, path, signal }: Watching, first: TaskCard): Promise<void> {
  const { run, step, task } = first.task;
  for (let last = first; last.status === 'running'; ) {
    await delay(SECONDS * 500, undefined, { signal });
    const next = await findCard(store, flow, `${run}/${step}/${task}`, { id: last.card.id }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    });
    if (next === undefined || next.version === last.version) continue;
    await writeOutput(path, await cardHtml(store, flow, next, next.status === 'running' ? SECONDS : undefined));
    last = next;
  }
}

function fileNameOf(found: TaskCard): string {
  const name = `${found.task.flow}/${nameOf(found).replace(' --id ', '/')}`;
  return `${name.replaceAll(/[^\w.-]/g, '-')}.html`;
}
