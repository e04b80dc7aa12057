import { clientErrors } from '../errors.ts';

/** A part of a list, and the number that asks for more; null at the end. */
export interface Page {
  readonly items: readonly unknown[];
  readonly cursor: number | null;
}

/** Lists on their way, a page at a time. */
export interface Cursors {
  open(items: AsyncIterable<unknown>): Promise<Page>;
  /** Throws when there is no such list. */
  more(cursor: number): Promise<Page>;
  close(cursor: number): Promise<void>;
}

/** The first page is small, for whoever wants the latest alone; what is asked for after it is wanted as a whole. */
const FIRST = 1;
const MORE = 100;

/** Makes the cursors of one conversation. */
export function createCursors(): Cursors {
  const opened = new Map<number, AsyncIterator<unknown>>();
  let last = 0;
  const page = async (cursor: number, iterator: AsyncIterator<unknown>, size: number): Promise<Page> => {
    const items: unknown[] = [];
    while (items.length < size) {
      const { done, value } = await iterator.next();
      if (done) {
        opened.delete(cursor);
        return { items, cursor: null };
      }
      items.push(value);
    }
    return { items, cursor };
  };
  return {
    open: async (items) => {
      last += 1;
      const iterator = items[Symbol.asyncIterator]();
      opened.set(last, iterator);
      return page(last, iterator, FIRST);
    },
    more: async (cursor) => {
      const iterator = opened.get(cursor);
      if (iterator === undefined) throw clientErrors.create('client.request-invalid', { reason: `there is no cursor ${cursor}` });
      return page(cursor, iterator, MORE);
    },
    close: async (cursor) => {
      await opened.get(cursor)?.return?.();
      opened.delete(cursor);
    },
  };
}
