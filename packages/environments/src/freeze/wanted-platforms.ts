import { DEFAULT_PLATFORMS, type LockedEnvironment, type Platform } from '@frazil/core';

/** The platforms a lock has to cover. */
export interface WantedPlatforms {
  /** Those that must be there. */
  readonly required: readonly Platform[];
  /** Those that are locked when it is possible. */
  readonly desired: readonly Platform[];
}

/**
 * What a lock has to cover: the host and what was asked for. When nothing was asked for, what the lock covers already, and
 * in a new lock the default platforms as far as the packages have files for them. Pure.
 */
export function wantedPlatforms(
  host: Platform,
  asked: readonly Platform[] | undefined,
  existing: LockedEnvironment | undefined,
): WantedPlatforms {
  const locked = existing?.interpreters.flatMap(({ platforms }) => platforms) ?? [];
  if (asked !== undefined) return { required: unique([host, ...asked]), desired: [] };
  if (existing !== undefined) return { required: unique([host, ...locked]), desired: [] };
  return { required: [host], desired: DEFAULT_PLATFORMS.filter((platform) => platform !== host) };
}

function unique(platforms: readonly Platform[]): readonly Platform[] {
  return [...new Set(platforms)].sort();
}
