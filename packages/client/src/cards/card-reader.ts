import type { Store, TaskKey } from '@frazil/core';
import { readLiveCards } from '@frazil/runtime';
import { clientErrors } from '../errors.ts';
import { cardHtml } from './card-html.ts';
import { givenIdOf } from './given-id.ts';
import { cardsOfTask, type TaskCard } from './task-cards.ts';

/** A card as programs see it. */
interface ListedCard {
  readonly id: string;
  /** The id in the flow, if it has one there. */
  readonly given: string | null;
  readonly type: string;
  /** Of its document; null while it changes. */
  readonly hash: string | null;
}

/** The cards that a task left, or shows while it runs. */
export async function listCards(store: Store, task: TaskKey): Promise<readonly ListedCard[]> {
  return (await cardsOf(store, task)).map(({ card }) => ({
    id: card.id,
    given: givenIdOf(card),
    type: card.type,
    hash: card.digest ?? null,
  }));
}

/** The HTML of a task's card, without the graph: the flow's file is not known. Throws when there is no such card. */
export async function readCardHtml(store: Store, task: TaskKey, id: string): Promise<string> {
  const found = (await cardsOf(store, task)).find(({ card }) => card.id === id);
  if (found !== undefined) return cardHtml(store, undefined, found);
  const pathspec = [task.flow, task.run, task.step, task.task].join('/');
  throw clientErrors.create('client.not-found', { pathspec: `card ${JSON.stringify(id)} of ${pathspec}`, store: store.url });
}

async function cardsOf(store: Store, task: TaskKey): Promise<readonly TaskCard[]> {
  const live = (await readLiveCards(store, task.flow, task.run)).filter(({ key }) => key.step === task.step && key.task === task.task);
  return cardsOfTask(store, task, { live, hasCard: false });
}
