import type { EnvironmentRequest, LockedPackage } from '@frazil/core';
import { parseRequirement, pinOf } from '../standards/requirement.ts';

const DAY = 86_400_000;

/** A day after the newest exactly pinned package of a request was uploaded; undefined when nothing is pinned or dated. Pure. */
export function timeOfPins(request: EnvironmentRequest, packages: readonly LockedPackage[]): string | undefined {
  const pinned = Object.entries(request.packages).flatMap(([name, value]) => {
    const requirement = parseRequirement(name, value);
    return requirement !== undefined && pinOf(requirement) !== undefined ? [requirement.name] : [];
  });
  const files = packages.filter(({ name }) => pinned.includes(name)).flatMap((one) => one.files);
  const times = files.flatMap(({ uploaded }) => (uploaded === undefined ? [] : [Date.parse(uploaded)]));
  if (times.length === 0) return undefined;
  return new Date(Math.max(...times) + DAY).toISOString().replace(/\.\d+Z$/, 'Z');
}
