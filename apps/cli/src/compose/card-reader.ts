import type { CardReader } from '@frazil/client';
import type { Store, TaskKey } from '@frazil/core';
import { readLiveCards } from '@frazil/runtime';
import { cliErrors } from '../errors.ts';
import { cardHtml } from './card-html.ts';
import { cardsOfTask, type FoundCard, nameOf } from './find-cards.ts';

/** Shows cards to programs. Their flows' files are not known, so cards come without the graph. */
export function createCardReader(store: Store): CardReader {
  const cardsOf = async (task: TaskKey): Promise<readonly FoundCard[]> => {
    const live = (await readLiveCards(store, task.flow, task.run)).filter(({ key }) => key.step === task.step && key.task === task.task);
    return cardsOfTask(store, task, { live, hasCard: false });
  };
  return {
    list: async (task) => (await cardsOf(task)).map(({ card: { id, type, digest } }) => ({ id, type, hash: digest ?? null })),
    html: async (task, id) => {
      const all = await cardsOf(task);
      const found = all.find(({ card }) => card.id === id);
      const pathspec = [task.flow, task.run, task.step, task.task].join('/');
      if (found === undefined) throw cliErrors.create('cli.card-not-found', { pathspec, wanted: `--id ${id}`, cards: all.map(nameOf) });
      return cardHtml(store, undefined, found);
    },
  };
}
