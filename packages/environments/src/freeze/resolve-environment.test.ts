import type { Context, Event, HydratedEnvironment, ImportFailure, LockedInterpreter, LockedPackage } from '@frazil/core';
import { expect, test } from 'vitest';
import { resolveEnvironment } from './resolve-environment.ts';
import type { ResolveOptions, ResolvePlugins } from './resolve-options.ts';

const FAILURE: ImportFailure = { package: 'pandas', module: 'pandas', error: 'ValueError: numpy.dtype size changed' };
const INTERPRETER: LockedInterpreter = { version: '3.10.13', provider: 'installed', platforms: ['linux-x86_64'] };
const HYDRATED: HydratedEnvironment = { directory: '/environment', python: '/environment/bin/python3' };
const PINS = '2023-09-21T21:04:06Z';

/** An ecosystem in which numpy is too new unless a date is given, and with `isBroken` always. */
function pluginsOf(isBroken: boolean): ResolvePlugins {
  let date: string | undefined;
  return {
    interpreters: {
      choose: async () => [INTERPRETER],
      recipe: () => '',
      pack: () => Promise.reject(new Error('not packed here')),
      compiler: async () => undefined,
    },
    ecosystem: {
      name: 'pypi',
      resolve: async (input): Promise<readonly LockedPackage[]> => {
        date = input.excludeNewer;
        return [{ name: 'numpy', version: date === undefined ? '2.2.6' : '1.26.0', why: ['pandas'], files: [] }];
      },
      fetch: async () => undefined,
      recipe: () => '',
      compiles: () => true,
      pack: () => Promise.reject(new Error('not packed here')),
      staleness: () => undefined,
      timeOfPins: () => PINS,
      check: async () => (isBroken || date === undefined ? FAILURE : undefined),
    },
    tryOut: async () => HYDRATED,
    prepare: async () => undefined,
  };
}

const OPTIONS: ResolveOptions = {
  group: { key: 'k', steps: ['start'], request: { ecosystem: 'pypi', python: '3.10.11', packages: { pandas: '2.1.1' } } },
  platforms: { required: ['linux-x86_64'], desired: [] },
  host: 'linux-x86_64',
  strict: false,
  excludeNewer: undefined,
};

function contextOf(events: Event[]): Context {
  return { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };
}

test('a pin that only works with its own time gets its own time, visibly', async () => {
  const events: Event[] = [];
  const locked = await resolveEnvironment(OPTIONS, pluginsOf(false), contextOf(events));
  expect(locked.packages.map(({ version }) => version)).toEqual(['1.26.0']);
  expect(locked.asOf).toEqual({
    date: PINS,
    reason: 'with newer packages, import pandas fails: ValueError: numpy.dtype size changed',
  });
  expect(events.filter(({ kind }) => kind === 'note')).toHaveLength(1);
});

test('what works at no time is refused, and says what failed', async () => {
  const refused = resolveEnvironment(OPTIONS, pluginsOf(true), contextOf([]));
  await expect(refused).rejects.toMatchObject({
    code: 'freeze.import-failed',
    message: expect.stringMatching(/step start.*not even those of 2023-09-21.*numpy.dtype size changed/),
  });
});

test('a date that somebody said is not replaced by another', async () => {
  const request = { ...OPTIONS.group.request, excludeNewer: '2020-01-01' };
  const refused = resolveEnvironment({ ...OPTIONS, group: { ...OPTIONS.group, request } }, pluginsOf(true), contextOf([]));
  await expect(refused).rejects.toMatchObject({ code: 'freeze.import-failed' });
});

test('a date of the command line is recorded', async () => {
  const locked = await resolveEnvironment({ ...OPTIONS, excludeNewer: '2023-10-15' }, pluginsOf(false), contextOf([]));
  expect(locked.asOf).toEqual({ date: '2023-10-15', reason: 'asked for with --exclude-newer' });
});
