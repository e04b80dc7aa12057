import type { Ecosystem, EnvironmentRequest, LockedEnvironment, Lockfile, Platform } from '@frazil/core';
import { interpreterFor } from '@frazil/core';

/** What a lock entry is held against. */
export interface Wish {
  readonly request: EnvironmentRequest;
  readonly platforms: readonly Platform[];
  /** The date given on the command line, for requests without one. */
  readonly excludeNewer: string | undefined;
}

/** Why no entry of a lock answers what steps ask for, in half a sentence. Pure. */
export function absenceOf(steps: readonly string[], lockfile: Lockfile | undefined): string {
  if (lockfile === undefined) return 'there is no such file';
  const wasLocked = Object.values(lockfile.environments).some((locked) => locked.steps.some((step) => steps.includes(step)));
  return wasLocked ? 'another request is locked there: it changed since' : 'it is not locked yet';
}

/** Why a lock entry doesn't answer a wish, in half a sentence; undefined when it does. Offline. Pure. */
export function stalenessOf(locked: LockedEnvironment, wish: Wish, ecosystem: Pick<Ecosystem, 'staleness'>): string | undefined {
  const missing = wish.platforms.filter((platform) => interpreterFor(locked, platform) === undefined);
  if (missing.length > 0) return `it is not locked for ${missing.join(', ')}`;
  if (wish.excludeNewer !== undefined && locked.asOf?.date !== wish.excludeNewer) return `it is not locked as of ${wish.excludeNewer}`;
  return ecosystem.staleness(locked, wish.request);
}
