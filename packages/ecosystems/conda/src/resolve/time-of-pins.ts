import type { Ecosystem, EnvironmentRequest, LockedPackage } from '@frazil/core';
import { pinOf, readSpecs } from '../solve/spec.ts';
import { isoTime } from './read-date.ts';
import { wheelRequest } from './wheel-request.ts';

const DAY = 86_400_000;

/** A day after the newest exactly pinned package of a request was built or uploaded; undefined when nothing is pinned or dated. Pure. */
export function timeOfPins(request: EnvironmentRequest, packages: readonly LockedPackage[], wheels: Ecosystem): string | undefined {
  const pinned = new Set(readSpecs(request.packages).flatMap((spec) => (pinOf(spec) === undefined ? [] : [spec.name])));
  const files = packages.filter(({ name, channel }) => channel !== undefined && pinned.has(name)).flatMap((one) => one.files);
  const times = files.flatMap(({ uploaded }) => (uploaded === undefined ? [] : [Date.parse(uploaded) + DAY]));
  const own = wheelRequest(request);
  const ofWheels =
    own &&
    wheels.timeOfPins(
      own,
      packages.filter(({ channel }) => channel === undefined),
    );
  const all = [...times, ...(ofWheels === undefined ? [] : [Date.parse(ofWheels)])];
  return all.length === 0 ? undefined : isoTime(Math.max(...all));
}
