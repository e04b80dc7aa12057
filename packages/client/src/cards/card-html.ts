import type { CardEnvironment } from '@frazil/cards';
import { type Digest, type Flow, FrozenEnvironment, keys, type Store } from '@frazil/core';
import { readLog } from '@frazil/runtime';
import type { TaskCard } from './task-cards.ts';

/** The HTML of a card: what its task said, and what the store knows of the task. */
export async function cardHtml(store: Store, flow: Flow | undefined, found: TaskCard, reloadAfter?: number): Promise<string> {
  const { task, attempt, status, started, finished } = found;
  // Few programs ask for cards: what renders them is loaded then.
  const { CardDocument, renderCard } = await import('@frazil/cards');
  const [document, environment, stdout, stderr] = await Promise.all([
    found.read(),
    environmentOf(store, found.environment),
    textOfLog(store, found, 'stdout'),
    textOfLog(store, found, 'stderr'),
  ]);
  return renderCard({
    document: CardDocument.parse(document),
    task: { flow: task.flow, run: task.run, step: task.step, task: task.task, attempt, status, started, finished },
    environment,
    flow,
    logs: { stdout, stderr },
    reloadAfter,
  });
}

async function environmentOf(store: Store, id: Digest | undefined): Promise<CardEnvironment | undefined> {
  const bytes = id && (await store.get(keys.environment(id)));
  if (!bytes) return undefined;
  const environment = FrozenEnvironment.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const packages = environment.layers.filter(({ kind }) => kind === 'package').map(({ name, version }) => ({ name, version }));
  return { id: environment.id, platform: environment.platform, python: environment.python, packages };
}

async function textOfLog(store: Store, { task, attempt, status }: TaskCard, stream: 'stdout' | 'stderr'): Promise<string> {
  if (status === 'running') return '';
  const bytes = await readLog(store, task, { stream, ...(status === 'failed' && { attempt }) });
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
