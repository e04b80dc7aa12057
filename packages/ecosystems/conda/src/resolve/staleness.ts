import { changeOfRequest, type Ecosystem, type EnvironmentRequest, isFrazilError, type LockedEnvironment } from '@frazil/core';
import { readSpecs, type Spec } from '../solve/spec.ts';
import { wheelRequest } from './wheel-request.ts';

/** Why a lock doesn't answer a request any more, or undefined when it does. Pure. */
export function staleness(locked: LockedEnvironment, request: EnvironmentRequest, wheels: Ecosystem): string | undefined {
  return changeOfRequest(locked.request, request, linesOf) ?? unmet(locked, request) ?? wheelStaleness(locked, request, wheels);
}

function unmet({ packages }: LockedEnvironment, after: EnvironmentRequest): string | undefined {
  const missing = specsOf(after).find(({ name }) => !packages.some((one) => one.channel !== undefined && one.name === name));
  return missing === undefined ? undefined : `it has no ${missing.name}`;
}

function wheelStaleness(locked: LockedEnvironment, request: EnvironmentRequest, wheels: Ecosystem): string | undefined {
  const [before, after] = [wheelRequest(locked.request), wheelRequest(request)];
  if (before === undefined || after === undefined) return before === after ? undefined : 'packages of PyPI are asked for, or not any more';
  return wheels.staleness({ ...locked, request: before, packages: [...locked.packages] }, after);
}

function linesOf({ packages }: EnvironmentRequest): ReadonlySet<string> {
  return new Set(Object.entries(packages).map(([name, value]) => `${name.toLowerCase()} ${value.trim()}`.trim()));
}

/** A request that can't be read is refused when it is resolved. */
function specsOf({ packages }: EnvironmentRequest): readonly Spec[] {
  try {
    return readSpecs(packages);
  } catch (error) {
    if (isFrazilError(error)) return [];
    throw error;
  }
}
