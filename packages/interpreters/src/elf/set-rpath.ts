import { DT, type DynamicEntry, type Elf, PT, type Segment, stringAt } from './read-elf.ts';

/**
 * Gives a copy of an ELF file in which libraries are looked for in `rpath` first, for itself and for all it loads (DT_RPATH is
 * inherited, DT_RUNPATH is not). An old path is overwritten where it has the room; else the strings move to a new segment at the end.
 * Throws a RangeError when the file has no room for that either. Pure.
 */
export function setRpath(bytes: Buffer, elf: Elf, rpath: string): Buffer {
  const old = pathEntries(elf);
  if (old.length > 0 && old.every((entry) => stringAt(bytes, elf.strings, entry.value).length >= rpath.length)) {
    return overwritten(bytes, elf, old, rpath);
  }
  const slot = old.at(-1) ?? spareEntry(elf);
  if (slot === undefined) throw new RangeError('it has no room for the path of its libraries');
  return withMovedStrings(bytes, elf, slot, rpath);
}

/** Gives a copy of an ELF file that has no path of its own and so inherits the one of what loads it. Pure. */
export function withoutRpath(bytes: Buffer, elf: Elf): Buffer {
  return overwritten(bytes, elf, pathEntries(elf), '');
}

function pathEntries(elf: Elf): DynamicEntry[] {
  return elf.dynamic.filter(({ tag }) => tag === DT.RPATH || tag === DT.RUNPATH);
}

function overwritten(bytes: Buffer, elf: Elf, entries: readonly DynamicEntry[], rpath: string): Buffer {
  const copy = Buffer.from(bytes);
  for (const entry of entries) {
    const start = elf.strings.offset + entry.value;
    copy.fill(0, start, start + stringAt(bytes, elf.strings, entry.value).length);
    copy.write(rpath, start, 'latin1');
    copy.writeBigUInt64LE(BigInt(DT.RPATH), entry.position);
  }
  return copy;
}

// The last empty slot ends the section and stays. What DT_DEBUG points to is only for debuggers.
function spareEntry(elf: Elf): DynamicEntry | undefined {
  const end = elf.dynamic.findIndex(({ tag }) => tag === DT.NULL);
  if (end >= 0 && end < elf.dynamic.length - 1) return elf.dynamic[end];
  return elf.dynamic.find(({ tag }) => tag === DT.DEBUG);
}

function withMovedStrings(bytes: Buffer, elf: Elf, slot: DynamicEntry, rpath: string): Buffer {
  const { strings } = elf;
  const table = Buffer.concat([bytes.subarray(strings.offset, strings.offset + strings.size), Buffer.from(`${rpath}\0`, 'latin1')]);
  const loads = elf.segments.filter(({ type }) => type === PT.LOAD);
  const alignment = Math.max(4096, ...loads.map((segment) => segment.alignment));
  const address = alignUp(Math.max(...loads.map((segment) => segment.address + segment.memorySize)), alignment);
  const offset = alignUp(bytes.length, alignment);
  const copy = Buffer.concat([bytes, Buffer.alloc(offset - bytes.length), table]);
  writeLoad(copy, replaceableSegment(elf), { offset, address, size: table.length, alignment });
  writeEntry(copy, slot, DT.RPATH, strings.size);
  for (const entry of elf.dynamic) {
    if (entry.tag === DT.STRTAB) writeEntry(copy, entry, DT.STRTAB, address);
    if (entry.tag === DT.STRSZ) writeEntry(copy, entry, DT.STRSZ, table.length);
  }
  return copy;
}

// Loaders want segments in order of address, so it must come after the last one that is loaded.
function replaceableSegment(elf: Elf): Segment {
  const last = elf.segments.findLastIndex(({ type }) => type === PT.LOAD);
  const after = elf.segments.slice(last + 1);
  const segment = after.find(({ type }) => type === PT.NOTE) ?? after.find(({ type }) => type === PT.GNU_PROPERTY);
  if (segment === undefined) throw new RangeError('it has no room for another segment');
  return segment;
}

interface Load {
  readonly offset: number;
  readonly address: number;
  readonly size: number;
  readonly alignment: number;
}

function writeLoad(bytes: Buffer, segment: Segment, load: Load): void {
  const READABLE = 4;
  bytes.writeUInt32LE(PT.LOAD, segment.position);
  bytes.writeUInt32LE(READABLE, segment.position + 4);
  const numbers = [load.offset, load.address, load.address, load.size, load.size, load.alignment];
  for (const [index, value] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(value), segment.position + 8 + index * 8);
}

function writeEntry(bytes: Buffer, entry: DynamicEntry, tag: number, value: number): void {
  bytes.writeBigUInt64LE(BigInt(tag), entry.position);
  bytes.writeBigUInt64LE(BigInt(value), entry.position + 8);
}

function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}
