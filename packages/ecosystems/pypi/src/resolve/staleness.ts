import type { EnvironmentRequest, LockedEnvironment, LockedPackage } from '@frazil/core';
import { normaliseName } from '../standards/name.ts';
import { formatRequirement, parseRequirement, type Requirement } from '../standards/requirement.ts';
import { meets } from '../standards/specifiers.ts';

/** Why a lock doesn't answer a request any more, or undefined when it does. Pure. */
export function staleness(locked: LockedEnvironment, request: EnvironmentRequest): string | undefined {
  return changedRequest(locked.request, request) ?? unmetRequest(locked.packages, request);
}

function changedRequest(before: EnvironmentRequest, after: EnvironmentRequest): string | undefined {
  if (before.ecosystem !== after.ecosystem) return `it is for ${before.ecosystem}, and ${after.ecosystem} is asked for`;
  if (before.python !== after.python) return `it is for Python ${before.python}, and ${after.python} is asked for`;
  if (before.excludeNewer !== after.excludeNewer) {
    return `it is as of ${before.excludeNewer ?? 'no date'}, and ${after.excludeNewer ?? 'no date'} is asked for`;
  }
  const [old, wanted] = [linesOf(before), linesOf(after)];
  const added = [...wanted].find((line) => !old.has(line));
  if (added !== undefined) return `${added} is asked for, and was not when it was made`;
  const removed = [...old].find((line) => !wanted.has(line));
  return removed === undefined ? undefined : `${removed} is not asked for any more`;
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
