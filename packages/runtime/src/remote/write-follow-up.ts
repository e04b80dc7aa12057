import { keys, type Store, type TaskKey } from '@frazil/core';
import type { FollowUp } from './follow-up.ts';

/** Writes what an engine must know to go on, for engines that read it in the store: one document, and the items alone. */
export async function writeFollowUp(store: Store, task: TaskKey, followUp: FollowUp): Promise<void> {
  const { items } = followUp;
  await Promise.all([
    store.put(keys.engine(task), Buffer.from(JSON.stringify(followUp))),
    ...(items ? [store.put(keys.engineItems(task), Buffer.from(JSON.stringify(items)))] : []),
  ]);
}
