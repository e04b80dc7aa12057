import { join } from 'node:path';
import type { Context, EnvironmentRequest, Event, LockedPackage, Platform } from '@frazil/core';
import { createPypi } from '@frazil/ecosystem-pypi';
import { prepareFlow } from '@frazil/environments';
import { createInterpreters } from '@frazil/interpreters';
import { createFolderStore } from '@frazil/store-folder';
import { findUv } from '@frazil/uv';
import { createConda } from '../create-conda.ts';

/** What a request became. */
export interface Frozen {
  readonly packages: readonly LockedPackage[];
  /** The hydrated prefix. */
  readonly directory: string;
  readonly events: readonly Event[];
}

/** What is asked for, and how. */
export interface Wish extends Omit<EnvironmentRequest, 'ecosystem'> {
  readonly platforms?: readonly Platform[];
  readonly frozen?: boolean;
}

/** Freezes a request with a channel to `folder/store` and hydrates it below `folder/cache`. */
export async function freezeTo(folder: string, channel: string, { platforms, frozen = false, ...wish }: Wish): Promise<Frozen> {
  const events: Event[] = [];
  const context: Context = { reporter: { report: (event) => void events.push(event) }, signal: new AbortController().signal };
  const cacheDirectory = join(folder, 'cache');
  const uv = () => findUv({ cacheDirectory }, context);
  const wheels = createPypi({ uv, cacheDirectory });
  const variables = { ...process.env, FRAZIL_CONDA_CHANNELS: channel };
  const plugins = {
    ecosystems: [wheels, createConda({ wheels, cacheDirectory, variables })],
    interpreters: createInterpreters({ uv, cacheDirectory, host: 'linux-x86_64' }),
    store: createFolderStore(join(folder, 'store')),
    cacheDirectory,
  };
  const input = {
    flowFile: join(folder, 'flow.py'),
    requests: new Map([['start', { ecosystem: 'conda' as const, ...wish }]]),
    host: 'linux-x86_64' as const,
    platforms: platforms ?? (['linux-x86_64'] as const),
    frozen,
    strict: false,
    snapshot: 'all' as const,
  };
  const prepared = await prepareFlow(input, plugins, context);
  const [directory = ''] = [...prepared.hydrated.values()].map((one) => one.directory);
  return { packages: prepared.groups[0]?.locked.packages ?? [], directory, events };
}
