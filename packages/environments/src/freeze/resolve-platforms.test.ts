import { setTimeout } from 'node:timers/promises';
import type { Context, LockedInterpreter, ResolveInput } from '@frazil/core';
import { expect, test } from 'vitest';
import type { ResolveOptions, ResolvePlugins } from './resolve-options.ts';
import { resolvePlatforms } from './resolve-platforms.ts';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
const refuse = (): Promise<never> => Promise.reject(new Error('not asked for here'));

interface Asked {
  readonly versions: string[];
  readonly prepared: string[];
}

/** Plugins that have one interpreter, and note what is asked of them. */
function pluginsWith(version: string, { versions, prepared }: Asked, resolve = async (_input: ResolveInput) => {}): ResolvePlugins {
  const interpreter: LockedInterpreter = { version, provider: 'installed', platforms: ['linux-x86_64'] };
  return {
    interpreters: { choose: async () => [interpreter], recipe: () => '', pack: refuse, compiler: refuse },
    ecosystem: {
      name: 'pypi',
      resolve: async (input) => {
        versions.push(...input.interpreters.map((one) => one.version));
        await resolve(input);
        return [];
      },
      fetch: refuse,
      recipe: () => '',
      compiles: () => true,
      pack: refuse,
      staleness: () => undefined,
      timeOfPins: () => undefined,
      check: refuse,
    },
    tryOut: refuse,
    prepare: async (interpreters) => {
      await setTimeout(20);
      prepared.push(...interpreters.map((one) => one.version));
    },
  };
}

function optionsFor(python: string): ResolveOptions {
  return {
    group: { key: 'k', steps: ['start'], request: { ecosystem: 'pypi', python, packages: {} } },
    platforms: { required: ['linux-x86_64'], desired: [] },
    host: 'linux-x86_64',
    strict: false,
    excludeNewer: undefined,
  };
}

test.each([
  ['the very version that was asked for is resolved for once', '3.10.11', '3.10.11', ['3.10.11']],
  ['another version is resolved for anew', '3.10.11', '3.10.13', ['3.10.11', '3.10.13']],
  ['a wish for any patch is resolved for what is chosen', '3.10', '3.10.13', ['3.10.13']],
])('%s', async (_, wanted, chosen, resolved) => {
  const asked: Asked = { versions: [], prepared: [] };
  const plan = await resolvePlatforms(optionsFor(wanted), undefined, pluginsWith(chosen, asked), context);
  expect(plan.interpreters.map(({ version }) => version)).toEqual([chosen]);
  expect(asked.versions).toEqual(resolved);
});

test('a resolve that fails is told once the interpreter is no longer at work', async () => {
  const asked: Asked = { versions: [], prepared: [] };
  const plugins = pluginsWith('3.10.11', asked, () => Promise.reject(new Error('no such package')));
  await expect(resolvePlatforms(optionsFor('3.10.11'), undefined, plugins, context)).rejects.toThrow('no such package');
  expect(asked.prepared).toEqual(['3.10.11']);
});

test('what fails for the version that was asked for does not matter when another is chosen', async () => {
  const asked: Asked = { versions: [], prepared: [] };
  const resolve = async ({ interpreters }: ResolveInput) => {
    if (interpreters[0]?.version === '3.10.11') throw new Error('no wheel');
  };
  const plan = await resolvePlatforms(optionsFor('3.10.11'), undefined, pluginsWith('3.10.13', asked, resolve), context);
  expect(plan.interpreters).toHaveLength(1);
});
