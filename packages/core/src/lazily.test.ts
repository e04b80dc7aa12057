import { expect, test } from 'vitest';
import { lazily } from './lazily.ts';

test('it is made once, when it is first asked for; a failure is not kept', async () => {
  let made = 0;
  const get = lazily(async () => {
    made += 1;
    if (made === 1) throw new Error('no luck');
    return made;
  });
  expect(made).toBe(0);
  await expect(get()).rejects.toThrow('no luck');
  expect(await Promise.all([get(), get()])).toEqual([2, 2]);
});
