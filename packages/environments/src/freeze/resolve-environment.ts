import type { Context, EnvironmentRequest, ImportFailure, LockedEnvironment, LockedPackage } from '@frazil/core';
import { environmentErrors } from '../errors.ts';
import type { RequestGroup } from './group-requests.ts';
import type { ResolveOptions, ResolvePlugins } from './resolve-options.ts';
import { type PlatformPlan, resolvePlatforms } from './resolve-platforms.ts';

/**
 * Resolves a request for its platforms and proves on this machine that the packages import. When they don't, and nobody said
 * a date, the request is resolved as of shortly after its newest exact pin was uploaded, and proven again.
 */
export async function resolveEnvironment(options: ResolveOptions, plugins: ResolvePlugins, context: Context): Promise<LockedEnvironment> {
  const { request, steps } = options.group;
  const given = request.excludeNewer ?? options.excludeNewer;
  const today = await attempt(options, given, plugins, context);
  const asked = request.excludeNewer === undefined && given !== undefined ? asOfCommandLine(given) : undefined;
  if (today.failure === undefined) return { ...today.locked, ...(asked && { asOf: asked }) };
  const date = given === undefined ? plugins.ecosystem.timeOfPins(request, today.locked.packages) : undefined;
  if (date === undefined) throw importFailed(steps, today.failure, undefined);
  const then = await attempt(options, date, plugins, context);
  if (then.failure !== undefined) throw importFailed(steps, then.failure, date);
  const reason = `with newer packages, ${describe(today.failure)}`;
  context.reporter.report({ kind: 'note', level: 'warning', message: `locked ${nameOf(request)} as of ${date.slice(0, 10)}: ${reason}` });
  return { ...then.locked, asOf: { date, reason } };
}

interface Attempt {
  readonly locked: LockedEnvironment;
  readonly failure: ImportFailure | undefined;
}

async function attempt(options: ResolveOptions, date: string | undefined, plugins: ResolvePlugins, context: Context): Promise<Attempt> {
  const plan = await resolvePlatforms(options, date, plugins, context);
  const locked = lockedEnvironment(options.group, plan);
  const hydrated = await plugins.tryOut(locked, context);
  context.reporter.report({ kind: 'progress', phase: 'verify', item: nameOf(options.group.request), done: 0, total: 1, unit: 'items' });
  const failure = await plugins.ecosystem.check(hydrated, options.group.request, context);
  context.reporter.report({ kind: 'progress', phase: 'verify', item: nameOf(options.group.request), done: 1, total: 1, unit: 'items' });
  return { locked, failure };
}

function lockedEnvironment({ steps, request }: RequestGroup, { interpreters, packages }: PlatformPlan): LockedEnvironment {
  return { steps: [...steps], request, interpreters: [...interpreters], packages: packages.map(copyOf) };
}

function copyOf(locked: LockedPackage): LockedPackage {
  return { ...locked };
}

function asOfCommandLine(date: string): { readonly date: string; readonly reason: string } {
  return { date, reason: 'asked for with --exclude-newer' };
}

function importFailed(steps: readonly string[], failure: ImportFailure, tried: string | undefined): Error {
  return environmentErrors.create('freeze.import-failed', { steps, failure: describe(failure), tried: tried?.slice(0, 10) });
}

function describe(failure: ImportFailure): string {
  return `import ${failure.module} fails: ${failure.error}`;
}

function nameOf(request: EnvironmentRequest): string {
  const packages = Object.entries({ ...request.packages, ...request.pypi }).map(([name, version]) =>
    version === '' ? name : `${name} ${version}`,
  );
  return packages.length === 0 ? `Python ${request.python}` : packages.join(', ');
}
