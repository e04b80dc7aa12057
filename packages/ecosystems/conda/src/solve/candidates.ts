import type { Channel } from '../channels/channel.ts';
import type { ChannelData } from '../repodata/channel-reader.ts';
import { nameOfDependency, type PackageRecord, timeOfRecord } from '../repodata/record.ts';
import type { Subdir } from '../repodata/subdirs.ts';
import type { Spec } from './spec.ts';

/** One file of a channel that may become part of an environment. */
export interface Candidate {
  readonly channel: Channel;
  readonly subdir: Subdir;
  readonly file: string;
  readonly record: PackageRecord;
}

/** What decides which files are candidates. */
export interface CandidateInput {
  readonly data: readonly ChannelData[];
  readonly specs: readonly Spec[];
  /** Only what was built before this moment, in milliseconds. */
  readonly before: number | undefined;
}

/** All files that a request can lead to: what is asked for by name, and all that these may need. Pure but for parsing. */
export function candidatesOf(input: CandidateInput): readonly Candidate[] {
  const channelOf = new Map(input.specs.map(({ name, channel }) => [name, channel]));
  const names = new Set(input.specs.map(({ name }) => name));
  const all: Candidate[] = [];
  // A set visits what is added to it meanwhile.
  for (const name of names) {
    const found = filesOf(name, input, channelOf.get(name));
    all.push(...found);
    for (const { record } of found) {
      for (const dependency of record.depends) names.add(nameOfDependency(dependency));
    }
  }
  return all;
}

/** The files of one package, of one channel when it must be from there. Pure but for parsing. */
export function filesOf(name: string, { data, before }: Pick<CandidateInput, 'data' | 'before'>, only?: string): readonly Candidate[] {
  return data
    .filter(({ channel }) => only === undefined || channel.name === only)
    .flatMap(({ channel, folders }) =>
      folders.flatMap(([subdir, repodata]) => [...repodata.records(name)].map(([file, record]) => ({ channel, subdir, file, record }))),
    )
    .filter(({ record }) => before === undefined || (timeOfRecord(record) ?? 0) < before);
}
