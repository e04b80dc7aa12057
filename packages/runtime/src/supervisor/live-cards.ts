import { keys, type Store, type TaskKey } from '@frazil/core';

/** A card as a process sent it. */
export interface SentCard {
  readonly id: string;
  readonly type: string;
  readonly payload: Buffer;
}

/** The cards of an attempt that goes on. */
export interface LiveCardKeeper {
  /** Takes a card's newest document; what is stored follows as fast as the store is. */
  take(card: SentCard): void;
  /** The newest documents, for an attempt that ends without leaving its cards itself. */
  latest(): readonly SentCard[];
  /** The attempt is over: what was stored while it went on is removed. Never rejects. */
  remove(): Promise<void>;
}

/** Keeps the cards of one attempt in the store while it goes on. A store that fails never fails the task. */
export function keepLiveCards(store: Store, key: TaskKey, attempt: number): LiveCardKeeper {
  const name = keys.liveCards(key, attempt);
  const started = new Date().toISOString();
  const cards = new Map<string, SentCard>();
  let writing: Promise<void> | undefined;
  let isChanged = false;
  const write = async (): Promise<void> => {
    while (isChanged) {
      isChanged = false;
      await store.put(name, encode(attempt, started, [...cards.values()])).catch(() => undefined);
    }
    writing = undefined;
  };
  return {
    take: (card) => {
      cards.set(card.id, card);
      isChanged = true;
      writing ??= write();
    },
    latest: () => [...cards.values()],
    remove: async () => {
      if (cards.size === 0) return;
      isChanged = false;
      await writing;
      await store.delete(name).catch(() => undefined);
    },
  };
}

// The documents are JSON already, and may be large: they are put in as they are.
function encode(attempt: number, started: string, cards: readonly SentCard[]): Uint8Array {
  const parts = cards.map(({ id, type, payload }) => `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"document":${payload}}`);
  return Buffer.from(`{"schema":1,"attempt":${attempt},"started":"${started}","cards":[${parts.join(',')}]}`);
}
