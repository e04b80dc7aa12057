import type { EnvironmentRequest } from '../environment/request.ts';
import type { Location } from '../errors.ts';
import { type Asked, askedOf, decoratorsOf, isUsed, namesPackage, type World } from './asked.ts';
import type { Flow, Step } from './flow.ts';

/** What the command line says about environments. */
export interface RequestOptions {
  /**
   * Absent: environments when the flow has any `@conda`, `@pypi` or base of theirs, else `local`. As in Metaflow, `conda` and `pypi` mean
   * the same: the decorators say where the packages of each step come from.
   */
  readonly environment?: 'pypi' | 'conda' | 'local' | undefined;
  /** For steps that say none themselves: only what was uploaded before this moment is seen. */
  readonly excludeNewer?: string | undefined;
}

/**
 * What each step of a checked flow asks for; undefined for a step that runs on the machine's own Python. As in Metaflow, the decorator
 * of a step adds to the base of its kind and overrides it, and a step without any gets an empty environment of its own: from conda
 * when the flow uses nothing else. A step with both kinds gets packages of PyPI on top of conda's. Pure.
 */
export function environmentRequests(flow: Flow, options: RequestOptions = {}): ReadonlyMap<string, EnvironmentRequest | undefined> {
  const isUsingAny = isUsed(flow, 'pypi') || isUsed(flow, 'conda');
  const isLocal = options.environment === undefined ? !isUsingAny : options.environment === 'local';
  return new Map(flow.steps.map((step) => [step.name, isLocal ? undefined : requestOf(flow, step, options)]));
}

/** Where it is written what a step asks for, or what it asks of one package; undefined when the flow has no such step. Pure. */
export function placeOfRequest(flow: Flow, name: string, packageName?: string): Location | undefined {
  const step = flow.steps.find((each) => each.name === name);
  if (step === undefined) return undefined;
  const worlds: readonly World[] = ['conda', 'pypi'];
  const own = worlds.flatMap((world) => decoratorsOf(step.decorators, world).map((decorator) => ({ decorator, world, file: step.file })));
  const base = worlds.flatMap((world) =>
    decoratorsOf(flow.decorators, `${world}_base`).map((decorator) => ({ decorator, world, file: flow.file })),
  );
  const all = [...own, ...base];
  const naming = all.find(({ decorator, world }) => packageName !== undefined && namesPackage(decorator, world, packageName));
  const asking = naming ?? all[0];
  return asking === undefined ? { file: step.file, line: step.line } : { file: asking.file, line: asking.decorator.line };
}

function requestOf(flow: Flow, step: Step, options: RequestOptions): EnvironmentRequest | undefined {
  const [pypi, conda] = [askedOf(flow, step, 'pypi'), askedOf(flow, step, 'conda')];
  if (pypi.isDisabled || conda.isDisabled) return undefined;
  const isOfConda = conda.isThere || (!pypi.isThere && isUsed(flow, 'conda') && !isUsed(flow, 'pypi'));
  return isOfConda ? condaRequest(flow, conda, pypi, options) : pypiRequest(flow, pypi, options);
}

function pypiRequest(flow: Flow, pypi: Asked, options: RequestOptions): EnvironmentRequest {
  const excludeNewer = pypi.ownDate ?? pypi.baseDate ?? options.excludeNewer;
  return {
    ecosystem: 'pypi',
    python: pypi.python ?? flow.python,
    packages: pypi.packages,
    ...(excludeNewer !== undefined && { excludeNewer }),
  };
}

function condaRequest(flow: Flow, conda: Asked, pypi: Asked, options: RequestOptions): EnvironmentRequest {
  const excludeNewer = conda.ownDate ?? pypi.ownDate ?? conda.baseDate ?? pypi.baseDate ?? options.excludeNewer;
  return {
    ecosystem: 'conda',
    // As Metaflow has it: what @pypi says of Python comes first.
    python: pypi.python ?? conda.python ?? flow.python,
    packages: conda.packages,
    ...(conda.channels !== undefined && { channels: [...conda.channels] }),
    ...(Object.keys(pypi.packages).length > 0 && { pypi: pypi.packages }),
    ...(excludeNewer !== undefined && { excludeNewer }),
  };
}
