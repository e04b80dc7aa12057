import { expect, test } from 'vitest';
import { createGate } from './gate.ts';
import { retry, waitBefore } from './retry.ts';

test('waits double, are of random length, and end at a limit', () => {
  expect([1, 2, 3, 4].map((attempt) => waitBefore(attempt, false, 1))).toEqual([100, 200, 400, 800]);
  expect([1, 2, 3].map((attempt) => waitBefore(attempt, true, 0.5))).toEqual([250, 500, 1000]);
  expect(waitBefore(30, false, 1)).toBe(20_000);
});

test('what is no failure of a service is thrown as it is', async () => {
  const bug = new TypeError('x is not a function');
  const deed = { doing: 'reading', url: 's3://ice/a' };
  let runs = 0;
  const fail = async () => {
    runs += 1;
    throw bug;
  };
  await expect(retry(fail, { attempts: 5, deed, onFailure: () => {} })).rejects.toBe(bug);
  expect(runs).toBe(1);
});

test('a gate lets so many in, and goes on after failures', async () => {
  const gate = createGate(2);
  let running = 0;
  let most = 0;
  const enter = (fails: boolean) =>
    gate(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      if (fails) throw new Error('no');
    });
  const ends = await Promise.allSettled([true, false, true, false, false].map(enter));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(most).toBe(2);
});
