import { cardsOfTask, type TaskCard } from '@frazil/client';
import { type Flow, isFrazilError, type Store, type TaskKey } from '@frazil/core';
import { readLiveCards } from '@frazil/runtime';
import { type Pathspec, parsePathspec } from '../arguments/pathspec.ts';
import { cliErrors } from '../errors.ts';
import { type CardChoice, isMeantCard, wordsOf } from './card-choice.ts';
import { findRun, findTasks } from './find-tasks.ts';

/** The cards of the tasks that a pathspec names, in the order of the flow's steps; all of the latest run's without one. */
export async function findCards(store: Store, flow: Flow, named: string | Pathspec | undefined): Promise<readonly TaskCard[]> {
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
export async function findCard(store: Store, flow: Flow, text: string, choice: CardChoice): Promise<TaskCard> {
  const all = await findCards(store, flow, text);
  const cards = all.filter(({ card }) => isMeantCard(card, choice));
  const [found, ...others] = cards;
  if (found === undefined)
    throw cliErrors.create('cli.card-not-found', { pathspec: text, wanted: wordsOf(choice), cards: all.map(nameOf) });
  if (others.length === 0) return found;
  throw cliErrors.create('cli.card-ambiguous', { pathspec: text, cards: cards.map(nameOf) });
}

/** How a person names a card. Pure. */
export function nameOf({ task, card }: Pick<TaskCard, 'task' | 'card'>): string {
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
