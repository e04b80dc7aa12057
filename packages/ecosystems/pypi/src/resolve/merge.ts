import { byNameAndVersion, type LockedFile, type LockedPackage, Platform } from '@frazil/core';
import type { ConfiguredIndex } from '../indexes/configured-indexes.ts';
import { indexName, withoutCredentials } from '../indexes/index-name.ts';
import type { PlatformPackage } from './resolve-platform.ts';

/** What merging needs to know beside the packages. */
export interface MergeInput {
  readonly byPlatform: ReadonlyMap<Platform, readonly PlatformPackage[]>;
  /** Normalised names of the requested packages. */
  readonly requested: ReadonlySet<string>;
  readonly indexes: readonly ConfiguredIndex[];
}

/** Merges what each platform resolves to: one entry for each version of a package, in order of name. Pure. */
export function mergePlatforms({ byPlatform, requested, indexes }: MergeInput): readonly LockedPackage[] {
  const all = Platform.options.flatMap((platform) => (byPlatform.get(platform) ?? []).map((one) => ({ platform, one })));
  const groups = Map.groupBy(all, ({ one }) => `${one.name} ${one.version} ${one.isDirect ? withoutCredentials(one.url) : ''}`);
  return [...groups.values()].map((group) => lockedPackage(group, requested, indexes)).sort(byNameAndVersion);
}

type Placed = { readonly platform: Platform; readonly one: PlatformPackage };

function lockedPackage(group: readonly Placed[], requested: ReadonlySet<string>, indexes: readonly ConfiguredIndex[]): LockedPackage {
  const [first] = group;
  if (first === undefined) throw new RangeError('a group has a member');
  const { name, version, isDirect, url, annotation } = first.one;
  const via = new Set(group.flatMap(({ one }) => one.annotation?.via ?? []));
  return {
    name,
    version,
    ...(isDirect ? { url: withoutCredentials(url) } : { index: indexName(annotation?.index, indexes) }),
    why: [...(requested.has(name) ? ['request'] : []), ...[...via].sort()],
    files: filesOf(group),
  };
}

function filesOf(group: readonly Placed[]): LockedFile[] {
  return [...Map.groupBy(group, ({ one }) => one.sha256).values()].map((placed) => {
    const { file, sha256, size, uploaded } = placed[0]?.one ?? { file: '', sha256: '', size: undefined, uploaded: undefined };
    const platforms = placed.map(({ platform }) => platform);
    return { file, sha256, ...(size !== undefined && { size }), ...(uploaded !== undefined && { uploaded }), platforms };
  });
}
