import type { Context, LockedPackage, Platform, ResolveInput } from '@frazil/core';
import { findPythons, type Uv } from '@frazil/uv';
import { pypiErrors } from '../errors.ts';
import type { UrlMemory } from '../fetch/url-memory.ts';
import { configuredIndexes } from '../indexes/configured-indexes.ts';
import { formatRequirement } from '../standards/requirement.ts';
import type { CompileInput } from './compile.ts';
import { mergePlatforms } from './merge.ts';
import { presentPackages } from './present-packages.ts';
import { readRequest } from './read-request.ts';
import { type PlatformResolution, resolvePlatform } from './resolve-platform.ts';

/** What resolving needs from outside. */
export interface ResolveParts {
  readonly uv: () => Promise<Uv>;
  readonly memory: UrlMemory;
  /** For files that are handed to the resolver. */
  readonly folder: string;
}

/** Resolves a request for all platforms at once and remembers where the wheels are. Network. */
export async function resolve(
  input: ResolveInput,
  { uv, memory, folder }: ResolveParts,
  context: Context,
): Promise<readonly LockedPackage[]> {
  const { request, platforms } = input;
  const requirements = readRequest(request);
  if (!/^3\.\d+(\.\d+)?$/.test(request.python)) throw pypiErrors.create('pypi.bad-python', { python: request.python });
  if (requirements.length === 0) return [];
  const shared = {
    uv: await uv(),
    hostPython: await findHostPython(),
    requirements: requirements.map(formatRequirement),
    excludeNewer: timeOf(input.excludeNewer ?? request.excludeNewer),
    exempt: new Set<string>(),
  };
  context.reporter.report({ kind: 'progress', phase: 'resolve', item: 'packages', done: 0, total: platforms.length, unit: 'items' });
  await using present = presentPackages(input.present ?? [], folder);
  const inputs = platforms.map(async (platform) => {
    return { ...shared, platform, python: pythonOf(input, platform), constraints: await present.constraints(platform) };
  });
  const byPlatform = await resolveAll(await Promise.all(inputs), context);
  warnOfExempt([...byPlatform.values()], context);
  const requested = new Set(requirements.map(({ name }) => name));
  const packages = new Map([...byPlatform].map(([platform, { packages: all }]) => [platform, present.without(all, platform, requested)]));
  await memory.remember([...packages.values()].flat());
  const indexes = await configuredIndexes(process.env, process.cwd());
  return mergePlatforms({ byPlatform: packages, requested, indexes });
}

/** All platforms in parallel. When some fail, the first in order is told, whichever failed first: the same failure each time. */
async function resolveAll(inputs: readonly CompileInput[], context: Context): Promise<ReadonlyMap<Platform, PlatformResolution>> {
  let done = 0;
  const results = await Promise.allSettled(
    inputs.map(async (one) => {
      const resolution = await resolvePlatform(one, context);
      done += 1;
      context.reporter.report({ kind: 'progress', phase: 'resolve', item: 'packages', done, total: inputs.length, unit: 'items' });
      return [one.platform, resolution] as const;
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return new Map(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

async function findHostPython(): Promise<string> {
  const [python] = await findPythons(process.env);
  if (python === undefined) throw pypiErrors.create('pypi.no-host-python', {});
  return python;
}

function pythonOf({ interpreters, request }: ResolveInput, platform: Platform): string {
  const interpreter = interpreters.find(({ platforms }) => platforms.includes(platform));
  if (interpreter === undefined) throw pypiErrors.create('pypi.bad-python', { python: request.python });
  return interpreter.version;
}

/** A day means its first moment, in UTC, so that the same lock comes out in every time zone. */
function timeOf(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00:00Z` : date;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) || Number.isNaN(Date.parse(time))) throw pypiErrors.create('pypi.bad-date', { date });
  return time;
}

function warnOfExempt(resolutions: readonly PlatformResolution[], { reporter }: Context): void {
  for (const name of new Set(resolutions.flatMap(({ exempt }) => [...exempt]))) {
    const message = `The index of ${name} gives no upload times: the date does not apply to it`;
    reporter.report({ kind: 'note', level: 'warning', message });
  }
}
