import type { Ecosystem, EnvironmentRequest, LockedEnvironment } from '@frazil/core';
import { isFrazilError } from '@frazil/core';
import { readSpecs, type Spec } from '../solve/spec.ts';
import { wheelRequest } from './wheel-request.ts';

/** Why a lock doesn't answer a request any more, or undefined when it does. Pure. */
export function staleness(locked: LockedEnvironment, request: EnvironmentRequest, wheels: Ecosystem): string | undefined {
  return changed(locked.request, request) ?? unmet(locked, request) ?? wheelStaleness(locked, request, wheels);
}

function changed(before: EnvironmentRequest, after: EnvironmentRequest): string | undefined {
  if (before.ecosystem !== after.ecosystem) return `it is for ${before.ecosystem}, and ${after.ecosystem} is asked for`;
  if (before.python !== after.python) return `it is for Python ${before.python}, and ${after.python} is asked for`;
  if (before.excludeNewer !== after.excludeNewer) {
    return `it is as of ${before.excludeNewer ?? 'no date'}, and ${after.excludeNewer ?? 'no date'} is asked for`;
  }
  if (String(before.channels) !== String(after.channels)) return 'it is of other channels than those that are asked for';
  return undefined;
}

function unmet({ request: before, packages }: LockedEnvironment, after: EnvironmentRequest): string | undefined {
  const [old, wanted] = [linesOf(before), linesOf(after)];
  const added = [...wanted].find((line) => !old.has(line));
  if (added !== undefined) return `${added} is asked for, and was not when it was made`;
  const removed = [...old].find((line) => !wanted.has(line));
  if (removed !== undefined) return `${removed} is not asked for any more`;
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
