import { safeParse } from 'zod/mini';
import { JsonScanner } from './json-scanner.ts';
import { PackageRecord } from './record.ts';

/** What a channel says of its packages for one platform. */
export interface Repodata {
  /** The names of all packages. */
  readonly names: ReadonlySet<string>;
  /** The records of a name, by file name. Throws a RangeError for one that makes no sense. */
  records(name: string): ReadonlyMap<string, PackageRecord>;
}

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

const PACKAGES: ReadonlySet<string> = new Set(['packages', 'packages.conda']);

/** A channel that has nothing for a platform. */
export const NO_REPODATA: Repodata = { names: new Set(), records: () => new Map() };

/**
 * Reads a `repodata.json`. Only records that are asked for are parsed. Packages that were removed are not there, and of one that is
 * there in both formats the newer counts. Throws a RangeError for anything else.
 */
export function readRepodata(bytes: Buffer): Repodata {
  const places = new Map<string, Place[]>();
  const removed = new Set<string>();
  const scanner = new JsonScanner(bytes);
  scanner.object((member) => {
    if (PACKAGES.has(member)) scanner.object((file) => add(places, { file, ...scanner.skip() }));
    if (member === 'removed') for (const file of removedIn(bytes, scanner.skip())) removed.add(file);
  });
  return {
    names: new Set(places.keys()),
    records: (name) => recordsAt(bytes, name, (places.get(name) ?? []).filter(isCounted(removed, places.get(name) ?? []))),
  };
}

function add(places: Map<string, Place[]>, place: Place): void {
  const name = /^(.+)-[^-]+-[^-]+\.(?:conda|tar\.bz2)$/.exec(place.file)?.[1]?.toLowerCase();
  if (name === undefined) return;
  const known = places.get(name);
  if (known === undefined) places.set(name, [place]);
  else known.push(place);
}

function removedIn(bytes: Buffer, { start, end }: { readonly start: number; readonly end: number }): readonly string[] {
  const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
  return Array.isArray(value) ? value.filter((file) => typeof file === 'string') : [];
}

function isCounted(removed: ReadonlySet<string>, all: readonly Place[]): (place: Place) => boolean {
  const files = new Set(all.map(({ file }) => file).filter((file) => !removed.has(file)));
  return ({ file }) => files.has(file) && !(file.endsWith('.tar.bz2') && files.has(file.replace(/\.tar\.bz2$/, '.conda')));
}

function recordsAt(bytes: Buffer, name: string, places: readonly Place[]): ReadonlyMap<string, PackageRecord> {
  return new Map(places.map(({ file, start, end }) => [file, recordIn(bytes.toString('utf8', start, end), name, file)]));
}

function recordIn(text: string, name: string, file: string): PackageRecord {
  const parsed = safeParse(PackageRecord, JSON.parse(text));
  if (!parsed.success) throw new RangeError(`its record of ${file} is not what it should be`);
  const { name: own, version, build } = parsed.data;
  const isOwn = own.toLowerCase() === name && file.replace(/\.(conda|tar\.bz2)$/, '') === `${own}-${version}-${build}`;
  if (!isOwn) throw new RangeError(`its record of ${file} is of ${own} ${version} ${build}`);
  return parsed.data;
}
