import { unpackEntry, type ZipEntry, type ZipSource } from '@frazil/archives';
import { normaliseName } from '../../standards/name.ts';
import { installErrors } from '../errors.ts';
import { type EntryPoint, parseEntryPoints } from './entry-points.ts';
import { parseRecord, type RecordedHash } from './record.ts';

/** A wheel, as its own description has it. */
export interface Wheel {
  /** Its file name, for messages. */
  readonly file: string;
  /** The package's name, normalised. */
  readonly name: string;
  readonly entries: readonly ZipEntry[];
  /** Its directories of metadata, and of what goes elsewhere than into site-packages. */
  readonly distInfo: string;
  readonly data: string;
  readonly record: ReadonlyMap<string, RecordedHash | undefined>;
  readonly entryPoints: readonly EntryPoint[];
}

/** An open wheel. */
export interface WheelSource extends ZipSource {
  /** Its file name, for messages. */
  readonly file: string;
}

const MAX_METADATA = 1 << 26;

/** Reads what a wheel says of itself. Refuses what is not a wheel of format 1, or is of another package. */
export async function readWheel(source: WheelSource, entries: readonly ZipEntry[], packageName: string): Promise<Wheel> {
  const { file } = source;
  const distInfo = findDistInfo(file, entries, packageName);
  const read = (name: string) => readText(source, entries, `${distInfo}/${name}`);
  const [format, record, entryPoints] = [await read('WHEEL'), await read('RECORD'), await read('entry_points.txt')];
  checkFormat(file, format);
  if (record === undefined) throw notAWheel(file, 'it has no RECORD');
  return {
    file,
    name: normaliseName(packageName),
    entries,
    distInfo,
    data: `${distInfo.slice(0, -SUFFIX.length)}.data`,
    record: parsedRecord(file, record),
    entryPoints: parseEntryPoints(file, entryPoints ?? ''),
  };
}

const SUFFIX = '.dist-info';

function findDistInfo(file: string, entries: readonly ZipEntry[], packageName: string): string {
  const tops = new Set(entries.map(({ path }) => path.split('/', 1)[0] ?? ''));
  const [found, ...others] = [...tops].filter((top) => top.endsWith(SUFFIX));
  if (found === undefined) throw notAWheel(file, 'it has no .dist-info directory');
  if (others.length > 0) throw notAWheel(file, 'it has several .dist-info directories');
  const name = found.slice(0, -SUFFIX.length).split('-', 1)[0] ?? '';
  if (normaliseName(name) !== normaliseName(packageName)) throw notAWheel(file, `it holds ${name} and not ${packageName}`);
  return found;
}

function checkFormat(file: string, format: string | undefined): void {
  const version = /^Wheel-Version:\s*(\d+)\.\d+\s*$/im.exec(format ?? '')?.[1];
  if (version === undefined) throw notAWheel(file, 'its WHEEL file is missing or names no version');
  if (version !== '1') throw notAWheel(file, `it has version ${version} of the format, which isn't known here`);
}

function parsedRecord(file: string, text: string): Wheel['record'] {
  try {
    return parseRecord(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw notAWheel(file, cause.message);
  }
}

async function readText(source: WheelSource, entries: readonly ZipEntry[], path: string): Promise<string | undefined> {
  const entry = entries.find((candidate) => candidate.path === path);
  if (entry === undefined) return undefined;
  if (entry.size > MAX_METADATA) throw notAWheel(source.file, `its ${path} is too large`);
  return new TextDecoder().decode((await unpackEntry(source, entry)).content);
}

/** The error for an archive that doesn't follow the rules of wheels. */
export function notAWheel(file: string, reason: string): Error {
  return installErrors.create('wheel.not-a-wheel', { file, reason });
}
