import type { CardStatus } from '@frazil/cards';
import type { Digest, Store, TaskKey } from '@frazil/core';
import { type AttemptRecord, type CardReference, type LiveTask, readAttempts, readCard, readTask } from '@frazil/runtime';
import { failureDocument } from './failure-document.ts';

/** A card, and the attempt that left it or is at it. */
export interface TaskCard {
  readonly task: TaskKey;
  readonly attempt: number;
  readonly status: CardStatus;
  readonly started: string;
  readonly finished: string | undefined;
  readonly environment: Digest | undefined;
  readonly card: { readonly id: string; readonly type: string; readonly size: number; readonly digest?: Digest };
  /** What tells one state of a card from another. */
  readonly version: string;
  /** Its document: JSON, parsed. */
  readonly read: () => Promise<unknown>;
}

/** What else is known of a task whose cards are wanted. */
export interface CardsOfTask {
  readonly live: readonly LiveTask[];
  /** Whether its step has a card, so that a failure that left none is shown as one. */
  readonly hasCard: boolean;
}

/** The cards of one task: those it left, those it shows while it runs, or that of its failure. */
export async function cardsOfTask(store: Store, key: TaskKey, { live, hasCard }: CardsOfTask): Promise<readonly TaskCard[]> {
  const record = await readTask(store, key);
  if (record !== undefined) {
    const { attempt, started, finished, environment, cards } = record;
    const of = { task: key, attempt, status: 'done', started, finished, environment } as const;
    return cards.map((card) => storedCard(store, of, card));
  }
  const last = (await readAttempts(store, key)).at(-1);
  const running = live.filter((each) => isSame(each.key, key) && each.live.attempt > (last?.attempt ?? -1)).at(-1);
  if (running !== undefined) return runningCards(running);
  return last === undefined ? [] : cardsOfFailure(store, key, last, hasCard);
}

type Attempted = Omit<TaskCard, 'card' | 'version' | 'read'>;

function storedCard(store: Store, of: Attempted, card: CardReference): TaskCard {
  const read = async (): Promise<unknown> => JSON.parse(new TextDecoder().decode(await readCard(store, card)));
  return { ...of, card, version: `${of.status} ${card.digest}`, read };
}

function runningCards({ key, live }: LiveTask): readonly TaskCard[] {
  const of = {
    task: key,
    attempt: live.attempt,
    status: 'running',
    started: live.started,
    finished: undefined,
    environment: undefined,
  } as const;
  return live.cards.map(({ id, type, document }) => {
    const text = JSON.stringify(document);
    return { ...of, card: { id, type, size: text.length }, version: `running ${text}`, read: async () => document };
  });
}

function cardsOfFailure(store: Store, task: TaskKey, failed: AttemptRecord, hasCard: boolean): readonly TaskCard[] {
  const { attempt, started, finished, end, cards = [] } = failed;
  const of = { task, attempt, status: 'failed', started, finished, environment: undefined } as const;
  if (cards.length > 0) return cards.map((card) => storedCard(store, of, card));
  if (!hasCard) return [];
  const document = failureDocument(task, end);
  const card = { id: 'error', type: 'error', size: JSON.stringify(document).length };
  return [{ ...of, card, version: `failed ${attempt}`, read: async () => document }];
}

function isSame(one: TaskKey, other: TaskKey): boolean {
  return one.step === other.step && one.task === other.task;
}
