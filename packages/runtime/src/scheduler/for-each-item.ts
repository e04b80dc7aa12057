import { createGate, type Gate, type Permit } from './gate.ts';

/** What a body of a foreach does for one item. It has the permit for its first task, and releases it. Never rejects. */
export type Body<Item> = (item: Item, index: number, permit: Permit) => Promise<void>;

// Bodies that wait (between retries, for the disk) hold no permit; even so, only so many may be half done.
const HALF_DONE = 1000;

/**
 * Runs a body for every item, beginning one only when a task may run: of 100,000 items a handful are in memory. Stops
 * beginning when told so. Resolves when all that began are over.
 */
export async function forEachItem<Item>(items: Iterable<Item>, gate: Gate, isStopped: () => boolean, body: Body<Item>): Promise<void> {
  const halfDone = createGate(HALF_DONE);
  const running = new Set<Promise<void>>();
  let index = 0;
  for (const item of items) {
    const place = await halfDone.acquire('begin');
    const permit = await gate.acquire('begin');
    if (isStopped()) {
      permit.release();
      break;
    }
    const run = body(item, index, permit).finally(() => {
      running.delete(run);
      place.release();
    });
    running.add(run);
    index += 1;
  }
  await Promise.all(running);
}
