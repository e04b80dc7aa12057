import type { Context, Platform } from '@frazil/core';
import type { Channel } from '../channels/channel.ts';
import { condaErrors } from '../errors.ts';
import { type ChannelReader, readPlatform } from '../repodata/channel-reader.ts';
import { SUBDIRS } from '../repodata/subdirs.ts';
import { type Candidate, candidatesOf } from '../solve/candidates.ts';
import { solve, Unsolvable } from '../solve/solver.ts';
import { formatSpec, type Spec } from '../solve/spec.ts';
import type { VersionOrder } from '../solve/version-order.ts';
import { virtualPackages } from '../solve/virtual-packages.ts';
import { checkSpecs } from './check-specs.ts';
import { choosePython } from './choose-python.ts';

/** What is resolved, for whichever platform. */
export interface PlatformInput {
  readonly specs: readonly Spec[];
  /** The wanted Python. */
  readonly python: string;
  readonly strict: boolean;
  readonly before: number | undefined;
  readonly channels: readonly Channel[];
  readonly reader: ChannelReader;
  readonly order: VersionOrder;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The files that one platform gets, Python among them. Network. */
export async function resolvePlatform(platform: Platform, input: PlatformInput, context: Context): Promise<readonly Candidate[]> {
  const { channels, reader, before, python, strict } = input;
  const subdir = SUBDIRS[platform];
  const data = await readPlatform(channels, subdir, reader, context);
  const isSaid = input.specs.some(({ name }) => name === 'python');
  const specs = isSaid ? input.specs : [...input.specs, choosePython({ python, platform, strict }, { data, before }, context)];
  await checkSpecs(specs, { ...input, platform, data }, context);
  context.signal.throwIfAborted();
  try {
    const candidates = candidatesOf({ data, specs, before });
    const virtual = virtualPackages(platform, input.variables);
    const names = channels.map(({ name }) => name);
    return await solve({ subdir, channels: names, candidates, virtual, specs: specs.map(formatSpec) }, context.signal);
  } catch (error) {
    if (!(error instanceof Unsolvable)) throw error;
    throw condaErrors.create('conda.impossible', { platform, explanation: proofOf(error.message) }, { cause: error });
  }
}

/** The solver's proof in one line. */
function proofOf(text: string): string {
  const lines = text.replace(/^Cannot solve the request because of:\s*/, '').split('\n');
  return lines
    .map((line) => line.replace(/^[\s│├└─]+/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}
