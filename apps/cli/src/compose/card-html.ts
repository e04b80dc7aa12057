import { CardDocument, type CardEnvironment, renderCard } from '@frazil/cards';
import { type Digest, type Flow, FrozenEnvironment, keys, type Store } from '@frazil/core';
import { readCard, readLog, type TaskRecord } from '@frazil/runtime';
import type { FoundCard } from './find-cards.ts';

/** The HTML of a card: what its task said, and what the store knows of the task. */
export async function cardHtml(store: Store, flow: Flow, { task, card }: FoundCard): Promise<string> {
  const { run, step, attempt, started, finished } = task;
  const [document, environment, stdout, stderr] = await Promise.all([
    readCard(store, card),
    environmentOf(store, task.environment),
    textOfLog(store, task, 'stdout'),
    textOfLog(store, task, 'stderr'),
  ]);
  return renderCard({
    document: CardDocument.parse(JSON.parse(new TextDecoder().decode(document))),
    task: { flow: flow.name, run, step, task: task.task, attempt, status: 'done', started, finished },
    environment,
    flow,
    logs: { stdout, stderr },
  });
}

async function environmentOf(store: Store, id: Digest | undefined): Promise<CardEnvironment | undefined> {
  const bytes = id && (await store.get(keys.environment(id)));
  if (!bytes) return undefined;
  const environment = FrozenEnvironment.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const packages = environment.layers.filter(({ kind }) => kind === 'package').map(({ name, version }) => ({ name, version }));
  return { id: environment.id, platform: environment.platform, python: environment.python, packages };
}

async function textOfLog(store: Store, task: TaskRecord, stream: 'stdout' | 'stderr'): Promise<string> {
  const bytes = await readLog(store, task, { stream });
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
