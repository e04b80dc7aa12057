import { keys, type Store, type TaskKey } from '@frazil/core';
import * as z from 'zod/mini';
import { parseRecord } from './parse-record.ts';

/** What an attempt that goes on shows on its cards: replaced whenever one of them changes. */
export const LiveCards = z.object({
  schema: z.literal(1),
  attempt: z.number(),
  started: z.string(),
  /** `document` is a card document. */
  cards: z.array(z.object({ id: z.string(), type: z.string(), document: z.unknown() })),
});
export type LiveCards = z.infer<typeof LiveCards>;

/** A task that goes on, with what it shows. */
export interface LiveTask {
  readonly key: TaskKey;
  readonly live: LiveCards;
}

/** The tasks of a run that show cards while they run. Those that are over may be among them for a moment. */
export async function readLiveCards(store: Store, flow: string, run: string): Promise<readonly LiveTask[]> {
  const prefix = keys.liveCardsOfRun(flow, run);
  const found: LiveTask[] = [];
  for await (const key of store.list(prefix)) {
    const [step, name] = key.slice(prefix.length).split('/');
    const bytes = await store.get(key);
    if (step === undefined || name === undefined || bytes === undefined) continue;
    found.push({ key: { flow, run, step, task: name.split('.')[0] ?? name }, live: parseRecord(LiveCards, key, bytes) });
  }
  return found;
}
