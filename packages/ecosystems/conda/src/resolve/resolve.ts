import type { Context, Ecosystem, LockedPackage, Platform, ResolveInput } from '@frazil/core';
import type { Channel } from '../channels/channel.ts';
import { type ConfiguredChannels, configuredChannels } from '../channels/configured-channels.ts';
import type { ChannelReader } from '../repodata/channel-reader.ts';
import type { Candidate } from '../solve/candidates.ts';
import { readSpecs, type Spec } from '../solve/spec.ts';
import { versionOrder } from '../solve/version-order.ts';
import { mergePlatforms } from './merge.ts';
import { interpretersAmong, pythonPackages } from './python-packages.ts';
import { readDate } from './read-date.ts';
import { type PlatformInput, resolvePlatform } from './resolve-platform.ts';
import { resolveWheels } from './resolve-wheels.ts';
import { wheelRequest } from './wheel-request.ts';

/** What resolving needs from outside. */
export interface ResolveParts {
  readonly reader: ChannelReader;
  /** Who resolves packages of PyPI. */
  readonly wheels: Ecosystem;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
}

/** Resolves a request for all platforms: conda's packages, then those of PyPI that suit them. Network. */
export async function resolve(input: ResolveInput, parts: ResolveParts, context: Context): Promise<readonly LockedPackage[]> {
  const { request, platforms } = input;
  const specs = readSpecs(request.packages);
  const configured = await configuredChannels(request.channels, parts.variables, parts.directory);
  const shared: PlatformInput = {
    specs,
    python: request.python,
    strict: input.strict ?? false,
    before: readDate(input.excludeNewer ?? request.excludeNewer),
    channels: channelsFor(specs, configured),
    reader: parts.reader,
    order: await versionOrder(),
    variables: parts.variables,
  };
  const byPlatform = await resolveAll(platforms, shared, context);
  const packages = mergePlatforms(byPlatform, new Set([...specs.map(({ name }) => name), 'python']));
  return [...packages, ...(await resolveOnTop(input, { packages, byPlatform, wheels: parts.wheels }, context))];
}

/** The configured channels, and after them those that only specs name. */
function channelsFor(specs: readonly Spec[], configured: ConfiguredChannels): readonly Channel[] {
  const named = specs.flatMap(({ channel }) => (channel === undefined ? [] : [configured.named(channel)]));
  return [...new Map([...configured.list, ...named].map((channel) => [channel.name, channel])).values()];
}

/** All platforms in parallel. When some fail, the first in order is told, whichever failed first: the same failure each time. */
async function resolveAll(
  platforms: readonly Platform[],
  shared: PlatformInput,
  context: Context,
): Promise<ReadonlyMap<Platform, readonly Candidate[]>> {
  const progress = { kind: 'progress', phase: 'resolve', item: 'packages', total: platforms.length, unit: 'items' } as const;
  let done = 0;
  context.reporter.report({ ...progress, done });
  const results = await Promise.allSettled(
    platforms.map(async (platform) => {
      const solved = await resolvePlatform(platform, shared, context);
      done += 1;
      context.reporter.report({ ...progress, done });
      return [platform, solved] as const;
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return new Map(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

interface Resolved {
  readonly packages: readonly LockedPackage[];
  readonly byPlatform: ReadonlyMap<Platform, readonly Candidate[]>;
  readonly wheels: Ecosystem;
}

/** What the request asks of PyPI, for what conda brings. */
async function resolveOnTop(
  input: ResolveInput,
  { packages, byPlatform, wheels }: Resolved,
  context: Context,
): Promise<readonly LockedPackage[]> {
  const request = wheelRequest(input.request);
  if (request === undefined) return [];
  const { platforms, excludeNewer } = input;
  const interpreters = interpretersAmong(packages, platforms);
  const present = pythonPackages(byPlatform);
  return await resolveWheels({ request, interpreters, platforms, excludeNewer, present }, wheels, context);
}
