import { setTimeout } from 'node:timers/promises';
import type { Context, Event } from '@frazil/core';
import { expect, test } from 'vitest';
import { guess } from './guess.ts';

const NOTE: Event = { kind: 'note', level: 'warning', message: 'exempt' };

function contextOf(events: Event[]): Context {
  return { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };
}

test('the notes of a guess are reported when its result is wanted', async () => {
  const events: Event[] = [];
  await using made = guess(async ({ reporter }) => reporter.report(NOTE), contextOf(events));
  expect(events).toEqual([]);
  await made.result();
  expect(events).toEqual([NOTE]);
});

test('a guess that nobody wants ends without a word, its failure included', async () => {
  const events: Event[] = [];
  let ended = false;
  const work = async ({ reporter, signal }: Context) => {
    reporter.report(NOTE);
    await setTimeout(60_000, undefined, { signal }).finally(() => {
      ended = true;
    });
  };
  await guess(work, contextOf(events))[Symbol.asyncDispose]();
  expect({ ended, events }).toEqual({ ended: true, events: [] });
});

test('the failure of a guess that is wanted is a failure', async () => {
  await using made = guess(() => Promise.reject(new Error('no')), contextOf([]));
  await expect(made.result()).rejects.toThrow('no');
});
