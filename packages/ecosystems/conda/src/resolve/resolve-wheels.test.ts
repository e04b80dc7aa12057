import { defineErrors, type Event, type ResolveInput } from '@frazil/core';
import { expect, test } from 'vitest';
import { NO_WHEELS } from '../testing/scene.ts';
import { resolveWheels, type WheelInput } from './resolve-wheels.ts';

const errors = defineErrors({
  'index.unknown-version': { message: (_: { package: string; version: string }) => 'There is no such version.', hint: () => '' },
});
const platforms = ['linux-x86_64'] as const;
const INPUT: WheelInput = {
  request: { ecosystem: 'pypi', python: '3.11', packages: { pandas: '' } },
  interpreters: [],
  platforms,
  excludeNewer: undefined,
  present: [
    { name: 'Num_Py', version: '1.26.99', platforms },
    { name: 'six', version: '1.16.0', platforms },
  ],
};

function ask(failing: { package: string; version: string }) {
  const asked: ResolveInput[] = [];
  const events: Event[] = [];
  const resolve = async (input: ResolveInput) => {
    asked.push(input);
    if (input.present?.some(({ version }) => version === failing.version)) throw errors.create('index.unknown-version', failing);
    return [];
  };
  const context = { reporter: { report: (event: Event) => void events.push(event) }, signal: new AbortController().signal };
  return { asked, events, done: resolveWheels(INPUT, { ...NO_WHEELS, resolve }, context) };
}

test('what conda brings in a version that PyPI has not counts as there in any, with a warning', async () => {
  const { asked, events, done } = ask({ package: 'num-py', version: '1.26.99' });
  expect(await done).toEqual([]);
  expect(asked.at(-1)?.present?.map(({ version }) => version)).toEqual(['', '1.16.0']);
  expect(events).toEqual([{ kind: 'note', level: 'warning', message: expect.stringContaining('PyPI has no Num_Py 1.26.99') }]);
});

test('what was asked of PyPI itself is refused as ever', async () => {
  const { asked, events, done } = ask({ package: 'pandas', version: '1.16.0' });
  await expect(done).rejects.toMatchObject({ code: 'index.unknown-version' });
  expect([asked.length, events.length]).toEqual([1, 0]);
});
