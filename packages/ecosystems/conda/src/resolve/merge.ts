import { byNameAndVersion, type LockedFile, type LockedPackage, Platform } from '@frazil/core';
import { condaErrors } from '../errors.ts';
import { nameOfDependency, timeOfRecord } from '../repodata/record.ts';
import type { Candidate } from '../solve/candidates.ts';
import { isoTime } from './read-date.ts';

type Placed = { readonly platform: Platform; readonly one: Candidate };
type ByPlatform = ReadonlyMap<Platform, readonly Candidate[]>;

/** Merges what each platform resolves to: one entry for each version of a package, in order of name. Pure. */
export function mergePlatforms(byPlatform: ByPlatform, requested: ReadonlySet<string>): readonly LockedPackage[] {
  const all = Platform.options.flatMap((platform) => (byPlatform.get(platform) ?? []).map((one) => ({ platform, one })));
  const dependents = dependentsIn(all);
  const groups = Map.groupBy(all, ({ one }) => `${one.record.name} ${one.record.version} ${one.channel.name}`);
  return [...groups.values()].flatMap((group) => lockedPackage(group, requested, dependents)).sort(byNameAndVersion);
}

function lockedPackage(
  group: readonly Placed[],
  requested: ReadonlySet<string>,
  dependents: ReadonlyMap<string, ReadonlySet<string>>,
): readonly LockedPackage[] {
  const [first] = group;
  if (first === undefined) return [];
  const { name, version } = first.one.record;
  const why = [...(requested.has(name) ? ['request'] : []), ...[...(dependents.get(name) ?? [])].sort()];
  return [{ name, version, channel: first.one.channel.name, why, files: filesOf(group) }];
}

function filesOf(group: readonly Placed[]): LockedFile[] {
  return [...Map.groupBy(group, ({ one }) => `${one.subdir}/${one.file}`).values()].flatMap((placed) => {
    const [first] = placed;
    return first === undefined
      ? []
      : [
          lockedFile(
            first.one,
            placed.map(({ platform }) => platform),
          ),
        ];
  });
}

function lockedFile({ channel, subdir, file, record }: Candidate, platforms: Platform[]): LockedFile {
  const { build, size } = record;
  const sha256 = record.sha256?.toLowerCase() ?? '';
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw condaErrors.create('conda.bad-repodata', { channel: channel.name, subdir, reason: `it gives no sha256 for ${file}` });
  }
  const time = timeOfRecord(record);
  return { file, subdir, build, sha256, ...(size && { size }), ...(time !== undefined && { uploaded: isoTime(time) }), platforms };
}

function dependentsIn(all: readonly Placed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const dependents = new Map<string, Set<string>>();
  for (const { one } of all) {
    for (const dependency of one.record.depends.map(nameOfDependency)) {
      dependents.set(dependency, (dependents.get(dependency) ?? new Set()).add(one.record.name));
    }
  }
  return dependents;
}
