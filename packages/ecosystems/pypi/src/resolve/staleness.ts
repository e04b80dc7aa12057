import { changeOfRequest, type EnvironmentRequest, type LockedEnvironment, type LockedPackage } from '@frazil/core';
import { normaliseName } from '../standards/name.ts';
import { formatRequirement, parseRequirement, type Requirement } from '../standards/requirement.ts';
import { meets } from '../standards/specifiers.ts';

/** Why a lock doesn't answer a request any more, or undefined when it does. Pure. */
export function staleness(locked: LockedEnvironment, request: EnvironmentRequest): string | undefined {
  return changeOfRequest(locked.request, request, linesOf) ?? unmetRequest(locked.packages, request);
}

function linesOf({ packages }: EnvironmentRequest): ReadonlySet<string> {
  return new Set(
    Object.entries(packages).map(([name, value]) => {
      const requirement = parseRequirement(name, value);
      return requirement === undefined ? `${name} ${value}` : formatRequirement(requirement);
    }),
  );
}

function unmetRequest(packages: readonly LockedPackage[], request: EnvironmentRequest): string | undefined {
  for (const [name, value] of Object.entries(request.packages)) {
    const requirement = parseRequirement(name, value);
    if (requirement === undefined) return `${name} ${value} can't be read`;
    const entries = packages.filter((one) => normaliseName(one.name) === requirement.name);
    if (entries.length === 0) return `it has no ${requirement.name}`;
    const unmet = entries.find((entry) => !answers(entry, requirement));
    if (unmet !== undefined) return `it has ${unmet.name} ${unmet.version}, and ${formatRequirement(requirement)} is asked for`;
  }
  return undefined;
}

function answers(entry: LockedPackage, { url, specifiers }: Requirement): boolean {
  if (url !== undefined) return entry.url === url.replace(/#.*$/, '');
  return meets(entry.version, specifiers);
}
