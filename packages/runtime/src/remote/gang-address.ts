import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { keys, pathText, type Store, type TaskKey } from '@frazil/core';
import * as z from 'zod/mini';
import { runtimeErrors } from '../errors.ts';
import { parseRecord } from '../records/parse-record.ts';
import type { Place } from '../scheduler/place.ts';

const Meeting = z.object({ address: z.string() });

/** How members of a gang wait for its control task. */
export interface Patience {
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/**
 * The address of a gang's control task, for its members: the control task, which is the first, writes its own where the others
 * wait for it. Undefined for a task that is in no gang. Throws when the control task doesn't come.
 */
export async function meetGang(store: Store, task: TaskKey, place: Place, patience: Patience): Promise<string | undefined> {
  const member = place.foreaches.at(-1);
  if (member === undefined || member.items !== undefined) return undefined;
  const key = keys.gang({ ...task, task: pathText(place.path.slice(0, -1)) });
  if (member.index === 0) {
    const address = ownAddress();
    await store.put(key, Buffer.from(JSON.stringify({ address })));
    return address;
  }
  const until = performance.now() + patience.seconds * 1000;
  for (let wait = 100; ; wait = Math.min(wait * 2, 5000)) {
    const bytes = await store.get(key);
    if (bytes) return parseRecord(Meeting, key, bytes).address;
    if (performance.now() + wait > until) throw runtimeErrors.create('runtime.gang-alone', { step: task.step, seconds: patience.seconds });
    await delay(wait, undefined, { signal: patience.signal });
  }
}

/** The first address of this machine that others can reach; that of the machine itself when it has none. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const reachable = addresses.filter(({ internal }) => !internal);
  return (reachable.find(({ family }) => family === 'IPv4') ?? reachable[0])?.address ?? '127.0.0.1';
}
