import { keys } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HEARTBEAT_INTERVAL } from '../records/run-record.ts';
import { startHeartbeat } from './heartbeat.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const TASK = { flow: 'F', run: 'argo-1', step: 'train', task: '3-r2' };

test('says every so often that an attempt goes on, also when that failed once, and stops when told', async () => {
  const store = createMemoryStore();
  const read = async () => JSON.parse(Buffer.from((await store.get(keys.heartbeat(TASK, 1))) ?? []).toString() || '{}');
  let puts = 0;
  const put: typeof store.put = async (key, value) => {
    puts += 1;
    if (puts === 1) throw new Error('busy');
    await store.put(key, value);
  };
  const heartbeat = startHeartbeat({ ...store, put }, TASK, 1);
  await vi.advanceTimersByTimeAsync(HEARTBEAT_INTERVAL);
  expect(await read()).toEqual({});
  await vi.advanceTimersByTimeAsync(HEARTBEAT_INTERVAL);
  expect(await read()).toMatchObject({ ...TASK, attempt: 1, started: '2026-01-01T00:00:00.000Z', heartbeat: '2026-01-01T00:00:20.000Z' });
  heartbeat[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(5 * HEARTBEAT_INTERVAL);
  expect(puts).toBe(2);
});
