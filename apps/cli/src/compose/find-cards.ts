import type { Flow, Store } from '@frazil/core';
import { type CardReference, readTask, type TaskRecord } from '@frazil/runtime';
import { type Pathspec, parsePathspec } from '../arguments/pathspec.ts';
import { cliErrors } from '../errors.ts';
import { findTasks } from './find-tasks.ts';

/** A card and the task that left it. */
export interface FoundCard {
  readonly task: TaskRecord;
  readonly card: CardReference;
}

/** The cards of the tasks that a pathspec names, in the order of the flow's steps; all of the latest run's without one. */
export async function findCards(store: Store, flow: Flow, text: string | undefined): Promise<readonly FoundCard[]> {
  const all: Pathspec = { run: undefined, step: undefined, task: undefined };
  const keys = await findTasks(store, flow, text === undefined ? all : parsePathspec(text, flow));
  const tasks = await Promise.all(keys.map((key) => readTask(store, key)));
  return tasks.flatMap((task) => (task === undefined ? [] : task.cards.map((card) => ({ task, card }))));
}

/** The one card that a pathspec and an id name. Throws when there is none, and when there are several. */
export async function findCard(store: Store, flow: Flow, text: string, id: string | undefined): Promise<FoundCard> {
  const cards = (await findCards(store, flow, text)).filter(({ card }) => id === undefined || card.id === id);
  const [found, ...others] = cards;
  if (found === undefined) throw cliErrors.create('cli.card-not-found', { pathspec: text });
  if (others.length === 0) return found;
  throw cliErrors.create('cli.card-ambiguous', { pathspec: text, cards: cards.map(nameOf) });
}

/** How a person names a card. Pure. */
export function nameOf({ task, card }: FoundCard): string {
  return `${task.run}/${task.step}/${task.task}${card.id === '' ? '' : ` --id ${card.id}`}`;
}
