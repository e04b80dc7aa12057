import type { CardStatus } from '@frazil/cards';
import { type Digest, type Flow, isFrazilError, type Store, type TaskKey } from '@frazil/core';
import { type AttemptRecord, type CardReference, type LiveTask, readAttempts, readCard, readLiveCards, readTask } from '@frazil/runtime';
import { type Pathspec, parsePathspec } from '../arguments/pathspec.ts';
import { cliErrors } from '../errors.ts';
import { type CardChoice, isMeantCard, wordsOf } from './card-choice.ts';
import { failureDocument } from './failure-document.ts';
import { findRun, findTasks } from './find-tasks.ts';

/** A card, and the attempt that left it or is at it. */
export interface FoundCard {
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

/** The cards of the tasks that a pathspec names, in the order of the flow's steps; all of the latest run's without one. */
export async function findCards(store: Store, flow: Flow, named: string | Pathspec | undefined): Promise<readonly FoundCard[]> {
  const all: Pathspec = { run: undefined, step: undefined, task: undefined };
  const wanted = typeof named === 'string' ? parsePathspec(named, flow) : (named ?? all);
  const run = await findRun(store, flow.name, wanted.run);
  const live = (await readLiveCards(store, flow.name, run)).filter(({ key }) => isMeant(key, wanted));
  const over = await tasksThatEnded(store, flow, { ...wanted, run }, live.length > 0);
  const known = new Map(over.map((key) => [nameOfTask(key), key]));
  for (const { key } of live) known.set(nameOfTask(key), key);
  const order = new Map(flow.steps.map(({ name }, index) => [name, index]));
  const tasks = [...known.values()].sort((a, b) => (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0));
  const hasCard = (name: string) =>
    flow.steps.some((step) => step.name === name && step.decorators.some((decorator) => decorator.name === 'card'));
  const found = await Promise.all(tasks.map((key) => cardsOfTask(store, key, { live, hasCard: hasCard(key.step) })));
  return found.flat();
}

/** The one card that a pathspec and a choice name. Throws when there is none, and when there are several. */
export async function findCard(store: Store, flow: Flow, text: string, choice: CardChoice): Promise<FoundCard> {
  const all = await findCards(store, flow, text);
  const cards = all.filter(({ card }) => isMeantCard(card, choice));
  const [found, ...others] = cards;
  if (found === undefined)
    throw cliErrors.create('cli.card-not-found', { pathspec: text, wanted: wordsOf(choice), cards: all.map(nameOf) });
  if (others.length === 0) return found;
  throw cliErrors.create('cli.card-ambiguous', { pathspec: text, cards: cards.map(nameOf) });
}

/** How a person names a card. Pure. */
export function nameOf({ task, card }: Pick<FoundCard, 'task' | 'card'>): string {
  return `${task.run}/${task.step}/${task.task}${card.id === '' ? '' : ` --id ${card.id}`}`;
}

async function tasksThatEnded(store: Store, flow: Flow, wanted: Pathspec, isNoneWell: boolean): Promise<readonly TaskKey[]> {
  try {
    return await findTasks(store, flow, wanted);
  } catch (error) {
    if (isNoneWell && isFrazilError(error) && error.code === 'cli.task-not-found') return [];
    throw error;
  }
}

function isMeant(key: TaskKey, { step, task }: Pathspec): boolean {
  return (step === undefined || key.step === step) && (task === undefined || key.task === task);
}

function nameOfTask({ step, task }: TaskKey): string {
  return `${step}/${task}`;
}

/** What else is known of a task whose cards are wanted. */
export interface CardsOfTask {
  readonly live: readonly LiveTask[];
  /** Whether its step has a card, so that a failure that left none is shown as one. */
  readonly hasCard: boolean;
}

/** The cards of one task: those it left, those it shows while it runs, or that of its failure. */
export async function cardsOfTask(store: Store, key: TaskKey, { live, hasCard }: CardsOfTask): Promise<readonly FoundCard[]> {
  const record = await readTask(store, key);
  if (record !== undefined) {
    const { attempt, started, finished, environment, cards } = record;
    const of = { task: key, attempt, status: 'done', started, finished, environment } as const;
    return cards.map((card) => storedCard(store, of, card));
  }
  const last = (await readAttempts(store, key)).at(-1);
  const running = live.filter((each) => nameOfTask(each.key) === nameOfTask(key) && each.live.attempt > (last?.attempt ?? -1)).at(-1);
  if (running !== undefined) return runningCards(running);
  return last === undefined ? [] : cardsOfFailure(store, key, last, hasCard);
}

type Attempted = Omit<FoundCard, 'card' | 'version' | 'read'>;

function storedCard(store: Store, of: Attempted, card: CardReference): FoundCard {
  const read = async (): Promise<unknown> => JSON.parse(new TextDecoder().decode(await readCard(store, card)));
  return { ...of, card, version: `${of.status} ${card.digest}`, read };
}

function runningCards({ key, live }: LiveTask): readonly FoundCard[] {
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

function cardsOfFailure(store: Store, task: TaskKey, failed: AttemptRecord, hasCard: boolean): readonly FoundCard[] {
  const { attempt, started, finished, end, cards = [] } = failed;
  const of = { task, attempt, status: 'failed', started, finished, environment: undefined } as const;
  if (cards.length > 0) return cards.map((card) => storedCard(store, of, card));
  if (!hasCard) return [];
  const document = failureDocument(task, end);
  const card = { id: 'error', type: 'error', size: JSON.stringify(document).length };
  return [{ ...of, card, version: `failed ${attempt}`, read: async () => document }];
}
