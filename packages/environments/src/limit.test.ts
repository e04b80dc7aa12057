import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { limited, mapLimited } from './limit.ts';

test('at most so many are at work at once, and results are in order of the items', async () => {
  let atWork = 0;
  let most = 0;
  const results = await mapLimited([5, 1, 3, 2, 4], 2, async (item) => {
    most = Math.max(most, ++atWork);
    await setTimeout(item);
    atWork -= 1;
    return item * 2;
  });
  expect(results).toEqual([10, 2, 6, 4, 8]);
  expect(most).toBe(2);
});

test('a failure stops what has not begun', async () => {
  const begun: number[] = [];
  const failing = mapLimited([0, 1, 2, 3], 1, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(begun).toEqual([0, 1]);
});

test('turns are given in order of asking, and a failure gives its turn on', async () => {
  const turn = limited(1);
  const order: number[] = [];
  const results = await Promise.allSettled(
    [0, 1, 2].map((item) =>
      turn(async () => {
        order.push(item);
        await setTimeout(5 - item);
        order.push(item);
        if (item === 1) throw new Error('no');
      }),
    ),
  );
  expect(order).toEqual([0, 0, 1, 1, 2, 2]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
