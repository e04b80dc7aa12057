import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('no more than the size at a time; what goes on comes before what begins', async () => {
  const gate = createGate(2);
  const order: string[] = [];
  const enter = async (name: string, why: 'continue' | 'begin') => {
    const permit = await gate.acquire(why);
    order.push(name);
    return permit;
  };
  const first = await enter('first', 'begin');
  const second = await enter('second', 'begin');
  const waiting = [enter('third', 'begin'), enter('fourth', 'begin'), enter('going on', 'continue')];
  await Promise.resolve();
  expect(order).toEqual(['first', 'second']);
  first.release();
  second.release();
  (await waiting[2])?.release();
  await Promise.all(waiting);
  expect(order).toEqual(['first', 'second', 'going on', 'third', 'fourth']);
});
