import type { EnvironmentRequest } from '../environment/request.ts';
import type { Location } from '../errors.ts';
import type { Decorator, Flow, Step } from './flow.ts';

/** What the command line says about environments. */
export interface RequestOptions {
  /** Absent: `pypi` when the flow has any `@pypi` or `@pypi_base`, else `local`. */
  readonly environment?: 'pypi' | 'local' | undefined;
  /** For steps that say none themselves: only what was uploaded before this moment is seen. */
  readonly excludeNewer?: string | undefined;
}

/**
 * What each step of a checked flow asks for; undefined for a step that runs on the machine's own Python. As in Metaflow,
 * `@pypi` adds to `@pypi_base` and overrides it, and a step without either gets an empty environment of its own. Pure.
 */
export function environmentRequests(flow: Flow, options: RequestOptions = {}): ReadonlyMap<string, EnvironmentRequest | undefined> {
  const isLocal = (options.environment ?? (usesPypi(flow) ? 'pypi' : 'local')) === 'local';
  return new Map(flow.steps.map((step) => [step.name, isLocal ? undefined : requestOf(flow, step, options)]));
}

/** Where it is written what a step asks for, or what it asks of one package; undefined when the flow has no such step. Pure. */
export function placeOfRequest(flow: Flow, name: string, packageName?: string): Location | undefined {
  const step = flow.steps.find((each) => each.name === name);
  if (step === undefined) return undefined;
  const own = find(step.decorators, 'pypi');
  const base = find(flow.decorators, 'pypi_base');
  const asking = [own, base].find((decorator) => packageName !== undefined && names(decorator, packageName)) ?? own ?? base;
  if (asking === undefined) return { file: step.file, line: step.line };
  return { file: asking === base ? flow.file : step.file, line: asking.line };
}

function names(decorator: Decorator | undefined, packageName: string): boolean {
  return packagesOf(decorator?.attributes.packages).some(([name]) => normalise(name) === normalise(packageName));
}

function usesPypi(flow: Flow): boolean {
  return find(flow.decorators, 'pypi_base') !== undefined || flow.steps.some((step) => find(step.decorators, 'pypi') !== undefined);
}

function requestOf(flow: Flow, step: Step, options: RequestOptions): EnvironmentRequest | undefined {
  const base = find(flow.decorators, 'pypi_base')?.attributes ?? {};
  const own = find(step.decorators, 'pypi')?.attributes ?? {};
  if ((own.disabled ?? base.disabled ?? false) === true) return undefined;
  const excludeNewer = text(own.exclude_newer) ?? text(base.exclude_newer) ?? options.excludeNewer;
  return {
    ecosystem: 'pypi',
    python: text(own.python) ?? text(base.python) ?? flow.python,
    packages: mergePackages(base.packages, own.packages),
    ...(excludeNewer !== undefined && { excludeNewer }),
  };
}

function find(decorators: readonly Decorator[], name: string): Decorator | undefined {
  return decorators.find((decorator) => decorator.name === name);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A package of the step replaces the base's of the same name, however the two are spelled. */
function mergePackages(base: unknown, own: unknown): Record<string, string> {
  const merged = new Map([...packagesOf(base), ...packagesOf(own)].map(([name, version]) => [normalise(name), [name, version] as const]));
  return Object.fromEntries([...merged.values()].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function packagesOf(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, version]) => [name, text(version) ?? ''] as const);
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
