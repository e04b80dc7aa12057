import { type Context, type FrazilError, isFrazilError, type LockedInterpreter, type LockedPackage, type Platform } from '@frazil/core';
import { guess } from './guess.ts';
import type { ResolveOptions, ResolvePlugins } from './resolve-options.ts';

/** What a request resolved to. */
export interface PlatformPlan {
  readonly interpreters: readonly LockedInterpreter[];
  readonly packages: readonly LockedPackage[];
}

/**
 * Resolves for all platforms together. When one that nobody asked for can't be had (a package has no file for it), it is left
 * out of the lock with a warning; with `strict`, or when it was asked for, that is an error.
 */
export async function resolvePlatforms(
  options: ResolveOptions,
  date: string | undefined,
  plugins: ResolvePlugins,
  context: Context,
): Promise<PlatformPlan> {
  const { required, desired } = options.platforms;
  // In one order whatever a lock had before: the same request gives the same lock.
  const resolve = (platforms: readonly Platform[]): Promise<PlatformPlan> =>
    resolveFor(platforms.toSorted(), options, date, plugins, context);
  try {
    return await resolve([...required, ...desired]);
  } catch (error) {
    if (desired.length === 0 || options.strict || !isOfRequest(error)) throw error;
    const possible = await possiblePlatforms(desired, resolve, required, context);
    return resolve([...required, ...possible]);
  }
}

/** Whether asking for less could help. It can't when there is no network. */
function isOfRequest(error: unknown): error is FrazilError {
  return isFrazilError(error) && error.concerns === 'request';
}

async function possiblePlatforms(
  desired: readonly Platform[],
  resolve: (platforms: readonly Platform[]) => Promise<PlatformPlan>,
  required: readonly Platform[],
  context: Context,
): Promise<readonly Platform[]> {
  // What fails without the desired ones fails for a reason of its own, which the caller should see.
  await resolve(required);
  const possible: Platform[] = [];
  for (const platform of desired) {
    try {
      await resolve([platform]);
      possible.push(platform);
    } catch (error) {
      if (!isOfRequest(error)) throw error;
      context.reporter.report({ kind: 'note', level: 'warning', message: `not locked for ${platform}: ${error.message}` });
    }
  }
  return possible;
}

async function resolveFor(
  platforms: readonly Platform[],
  { group, strict }: ResolveOptions,
  date: string | undefined,
  plugins: ResolvePlugins,
  context: Context,
): Promise<PlatformPlan> {
  const { request } = group;
  const { ecosystem } = plugins;
  if (ecosystem.interpreters !== undefined) {
    const packages = await ecosystem.resolve({ request, interpreters: [], platforms, strict, excludeNewer: date }, context);
    return { interpreters: ecosystem.interpreters(packages, platforms), packages };
  }
  const resolve = (interpreters: readonly LockedInterpreter[], own: Context) =>
    ecosystem.resolve({ request, interpreters, platforms, excludeNewer: date }, own);
  // Both ask the network: packages are resolved for the very version that is asked for while it is found out whether it is to be had.
  const exact = exactInterpreter(request.python, platforms);
  await using guessed = exact && guess((own) => resolve([exact], own), context);
  const interpreters = await plugins.interpreters.choose(request.python, platforms, { strict }, context);
  const isRight = interpreters.every(({ version }) => version === exact?.version);
  const prepared = plugins.prepare(interpreters, context).catch(() => undefined);
  try {
    return { interpreters, packages: await (isRight && guessed !== undefined ? guessed.result() : resolve(interpreters, context)) };
  } catch (error) {
    await prepared;
    throw error;
  }
}

// All that a resolver needs of an interpreter is its version.
function exactInterpreter(python: string, platforms: readonly Platform[]): LockedInterpreter | undefined {
  return /^3\.\d+\.\d+$/.test(python) ? { version: python, provider: 'asked for', platforms: [...platforms] } : undefined;
}
