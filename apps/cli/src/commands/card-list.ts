import type { Invocation } from '../arguments/invocation.ts';
import { findCards, nameOf } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../terminal/format.ts';

/** Lists cards, a line each. */
export async function listCards(invocation: Invocation): Promise<number> {
  const { settings, terminal, arguments: words } = invocation;
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  for (const found of await findCards(store, flow, words[0])) {
    const { task, card } = found;
    if (terminal.isJson) terminal.json({ pathspec: [task.flow, task.run, task.step, task.task].join('/'), status: found.status, ...card });
    else
      terminal.data(
        `${nameOf(found)} ${terminal.dataStyle.dim(`[${card.type}, ${formatBytes(card.size)}${found.status === 'done' ? '' : `, ${found.status}`}]`)}\n`,
      );
  }
  return EXIT.done;
}
