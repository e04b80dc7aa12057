import { hostname } from 'node:os';
import { keys, type Store, type TaskKey } from '@frazil/core';
import { HEARTBEAT_INTERVAL } from '../records/run-record.ts';

/** Says every few seconds that an attempt goes on, each in a place of its own, until it is disposed. Short attempts say nothing. */
export function startHeartbeat(store: Store, task: TaskKey, attempt: number): Disposable {
  const started = new Date().toISOString();
  const timer = setInterval(() => {
    const beat = { schema: 1, ...task, attempt, started, heartbeat: new Date().toISOString(), host: hostname() };
    // One that can't be written is no reason to stop; what the task writes will say.
    store.put(keys.heartbeat(task, attempt), Buffer.from(JSON.stringify(beat))).catch(() => undefined);
  }, HEARTBEAT_INTERVAL);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
