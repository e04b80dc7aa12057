import { type Context, nearest, Platform } from '@frazil/core';
import type { Channel } from '../channels/channel.ts';
import { condaErrors } from '../errors.ts';
import { type ChannelData, type ChannelReader, readPlatform } from '../repodata/channel-reader.ts';
import { timeOfRecord } from '../repodata/record.ts';
import { SUBDIRS } from '../repodata/subdirs.ts';
import { type Candidate, filesOf } from '../solve/candidates.ts';
import type { Spec } from '../solve/spec.ts';
import type { VersionOrder } from '../solve/version-order.ts';
import { isoTime } from './read-date.ts';

/** What specs are held against. */
export interface CheckInput {
  readonly platform: Platform;
  readonly channels: readonly Channel[];
  readonly data: readonly ChannelData[];
  readonly before: number | undefined;
  readonly reader: ChannelReader;
  readonly order: VersionOrder;
}

/** Refuses specs that no file of the channels answers, saying what there is instead: the solver only says that there is none. */
export async function checkSpecs(specs: readonly Spec[], input: CheckInput, context: Context): Promise<void> {
  for (const spec of specs) await checkSpec(spec, input, context);
}

async function checkSpec(spec: Spec, input: CheckInput, context: Context): Promise<void> {
  const { data, order, before } = input;
  const all = filesOf(spec.name, { data, before: undefined }, spec.channel);
  const answering = all.filter((one) => answers(one, spec, order));
  if (answering.length === 0) throw await explain(spec, all, input, context);
  if (before === undefined || answering.some(({ record }) => (timeOfRecord(record) ?? 0) < before)) return;
  const oldest = Math.min(...answering.map(({ record }) => timeOfRecord(record) ?? 0));
  throw condaErrors.create('conda.nothing-before-date', { package: spec.name, date: isoTime(before), oldest: isoTime(oldest) });
}

function answers({ record }: Candidate, { name, version, build }: Spec, order: VersionOrder): boolean {
  const meets = order.meets(record.version, version);
  if (meets === undefined) throw condaErrors.create('conda.bad-requirement', { package: name, value: version });
  return meets && (build === '' || new RegExp(`^${build.split('*').map(RegExp.escape).join('.*')}$`).test(record.build));
}

async function explain(spec: Spec, all: readonly Candidate[], input: CheckInput, context: Context): Promise<Error> {
  const { name, version, build } = spec;
  const { order, data, platform } = input;
  const wanted = [version.replace(/^==/, ''), build].filter((part) => part !== '').join(' ');
  const existing = await platformsOf(spec, input, context);
  if (existing.length > 0) return condaErrors.create('conda.not-for-platform', { package: name, wanted, platform, existing });
  if (all.length === 0) {
    const names = data.flatMap(({ folders }) => folders.flatMap(([, repodata]) => [...repodata.names]));
    const channels = spec.channel === undefined ? data.map(({ channel }) => channel.name) : [spec.channel];
    return condaErrors.create('conda.unknown-package', { package: name, channels, nearest: nearest(name, [...new Set(names)]) });
  }
  const versions = [...new Set(all.map(({ record }) => record.version))].sort(order.compare);
  return condaErrors.create('conda.unknown-version', { package: name, wanted, nearest: versions.slice(-3).reverse() });
}

/** The other platforms that have what is asked for. */
async function platformsOf(spec: Spec, { channels, reader, order, platform }: CheckInput, context: Context): Promise<readonly Platform[]> {
  const found: Platform[] = [];
  for (const other of Platform.options) {
    const data = other === platform ? [] : await readPlatform(channels, SUBDIRS[other], reader, context);
    if (filesOf(spec.name, { data, before: undefined }, spec.channel).some((one) => answers(one, spec, order))) found.push(other);
  }
  return found;
}
