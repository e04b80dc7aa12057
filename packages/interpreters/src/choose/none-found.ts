import type { Context, Platform } from '@frazil/core';
import { errors } from '../errors.ts';
import { compareVersions, minorOf, parseWanted, type WantedVersion } from '../version.ts';
import type { Sources } from './sources.ts';

/** The error for a version of which nothing can be had, naming what can: the newest of each minor version. */
export async function noneFound(wanted: WantedVersion, platform: Platform, sources: Sources, context: Context): Promise<Error> {
  const isReachable = sources.standalone.unreachable === undefined || platform !== sources.host;
  const published = isReachable ? await sources.standalone.list(platform, undefined, context) : [];
  const installed = platform === sources.host && sources.canRepackage ? await sources.installed(undefined, context) : [];
  const reason = isReachable ? '' : `Downloads fail: ${sources.standalone.unreachable}.`;
  const available = newestOfEachMinor([...published, ...installed].map(({ version }) => version));
  return errors.create('interpreters.none-found', { wanted: wanted.text, platform, available, reason });
}

function newestOfEachMinor(versions: readonly string[]): readonly string[] {
  const newest = new Map<string, string>();
  for (const version of versions.toSorted(compareVersions)) if (isSupported(version)) newest.set(minorOf(version), version);
  return [...newest.values()];
}

function isSupported(version: string): boolean {
  try {
    return parseWanted(version).text === version;
  } catch {
    return false;
  }
}
