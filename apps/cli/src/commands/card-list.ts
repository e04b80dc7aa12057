import { givenIdOf, type TaskCard } from '@frazil/client';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { CardChoice, isMeantCard } from '../compose/card-choice.ts';
import { findCards, nameOf } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { writeOutput } from '../compose/write-output.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../terminal/format.ts';
import type { Terminal } from '../terminal/terminal.ts';

const ListOptions = z.object({ asJson: z.optional(z.boolean()), file: z.optional(z.string()) });

/** Lists cards, a line each, or all of them as one JSON value. */
export async function listCards(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const { asJson, file } = ListOptions.parse(invocation.options);
  const choice = CardChoice.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const cards = (await findCards(store, flow, words[0])).filter(({ card }) => isMeantCard(card, choice));
  const tasks = byTask(cards);
  // One task that was asked for is the value, as Metaflow has it.
  const all = `${JSON.stringify(words[0] !== undefined && tasks.length === 1 ? tasks[0] : tasks, undefined, 2)}\n`;
  if (file !== undefined) await writeOutput(file, all);
  if (asJson === true) terminal.data(all);
  else for (const found of cards) printCard(found, terminal);
  return EXIT.done;
}

function printCard(found: TaskCard, terminal: Terminal): void {
  const { card, status } = found;
  const about = `[${card.type}, ${formatBytes(card.size)}${status === 'done' ? '' : `, ${status}`}]`;
  if (terminal.isJson) terminal.json({ pathspec: pathspecOf(found), status, ...card });
  else terminal.data(`${nameOf(found)} ${terminal.dataStyle.dim(about)}\n`);
}

function byTask(cards: readonly TaskCard[]) {
  const tasks = Map.groupBy(cards, pathspecOf);
  return [...tasks].map(([pathspec, found]) => ({
    pathspec,
    cards: found.map(({ card, status }) => ({
      id: givenIdOf(card),
      name: card.id,
      type: card.type,
      hash: card.digest,
      size: card.size,
      status,
    })),
  }));
}

function pathspecOf({ task }: TaskCard): string {
  return [task.flow, task.run, task.step, task.task].join('/');
}
