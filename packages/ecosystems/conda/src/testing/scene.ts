import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Ecosystem, Event, LockedPackage, Platform, ResolveInput } from '@frazil/core';
import type { MadePackage } from '@frazil/testkit';
import { makeChannel } from '@frazil/testkit';
import { createConda } from '../create-conda.ts';

/** A folder with a channel, and an ecosystem that knows nothing else. */
export interface Scene extends AsyncDisposable {
  readonly folder: string;
  readonly channel: string;
  readonly events: Event[];
  readonly context: Context;
  conda(variables?: Readonly<Record<string, string | undefined>>): Ecosystem;
  /** Resolves packages with the channel. */
  ask(packages: Readonly<Record<string, string>>, more?: Ask): Promise<readonly LockedPackage[]>;
}

/** What differs from Python 3.11 on Linux. */
export interface Ask extends Partial<Pick<ResolveInput, 'excludeNewer' | 'strict'>> {
  readonly python?: string;
  readonly platforms?: readonly Platform[];
  readonly channels?: readonly string[];
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

const HOST: readonly Platform[] = ['linux-x86_64'];
const refuse = (): Promise<never> => Promise.reject(new Error('nothing of PyPI is asked for here'));

/** Wheels that nobody asks for. */
export const NO_WHEELS: Ecosystem = {
  name: 'pypi',
  resolve: refuse,
  fetch: refuse,
  recipe: () => 'wheel',
  compiles: () => true,
  pack: refuse,
  staleness: () => undefined,
  timeOfPins: () => undefined,
  check: async () => undefined,
};

/** Sets a scene with a channel named `ice`. */
export async function setScene(packages: readonly MadePackage[]): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-conda-'));
  const channel = join(folder, 'ice');
  await makeChannel(channel, packages);
  const events: Event[] = [];
  const context: Context = { reporter: { report: (event) => void events.push(event) }, signal: new AbortController().signal };
  const conda = (variables: Readonly<Record<string, string | undefined>> = {}) =>
    createConda({
      wheels: NO_WHEELS,
      cacheDirectory: join(folder, 'cache'),
      variables: { HOME: folder, FRAZIL_CONDA_CHANNELS: channel, ...variables },
    });
  return {
    folder,
    channel,
    events,
    context,
    conda,
    ask: (asked, { python = '3.11', platforms = HOST, channels, variables, ...more } = {}) => {
      const request = { ecosystem: 'conda' as const, python, packages: { ...asked }, ...(channels && { channels: [...channels] }) };
      return conda(variables).resolve({ request, interpreters: [], platforms, excludeNewer: undefined, ...more }, context);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
