/** A program header. */
export interface Segment {
  /** Where the header is in the file. */
  readonly position: number;
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly alignment: number;
}

/** An entry of the dynamic section. */
export interface DynamicEntry {
  /** Where the entry is in the file. */
  readonly position: number;
  readonly tag: number;
  readonly value: number;
}

/** What is known of an ELF file. */
export interface Elf {
  readonly segments: readonly Segment[];
  /** All slots, the spare ones at the end included. Empty for static executables. */
  readonly dynamic: readonly DynamicEntry[];
  /** Where the table of dynamic strings is in the file. */
  readonly strings: { readonly offset: number; readonly size: number };
  /** Names of the libraries it asks for. */
  readonly needed: readonly string[];
  /** Versions of symbols that it wants of other libraries: `GLIBC_2.17`. */
  readonly versions: readonly string[];
}

/** Types of program headers and tags of dynamic entries. */
export const PT = { LOAD: 1, DYNAMIC: 2, NOTE: 4, GNU_PROPERTY: 0x6474e553 } as const;
export const DT = {
  NULL: 0,
  NEEDED: 1,
  STRTAB: 5,
  STRSZ: 10,
  RPATH: 15,
  DEBUG: 21,
  RUNPATH: 29,
  VERNEED: 0x6ffffffe,
  VERNEEDNUM: 0x6fffffff,
} as const;

/** Reads an ELF file; undefined when it is none. Throws a RangeError when it is damaged or not 64-bit little-endian. Pure. */
export function readElf(bytes: Buffer): Elf | undefined {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46) return undefined;
  if (bytes[4] !== 2 || bytes[5] !== 1) throw new RangeError('it is not a 64-bit little-endian program');
  const segments = readSegments(bytes);
  const dynamic = readDynamic(bytes, segments);
  const valueOfTag = (tag: number): number | undefined => dynamic.find((entry) => entry.tag === tag)?.value;
  const table = valueOfTag(DT.STRTAB);
  const strings = { offset: table === undefined ? 0 : offsetOf(segments, table), size: valueOfTag(DT.STRSZ) ?? 0 };
  const needed = dynamic.filter(({ tag }) => tag === DT.NEEDED).map(({ value }) => stringAt(bytes, strings, value));
  const wanted = valueOfTag(DT.VERNEED);
  const versions =
    wanted === undefined ? [] : readVersions(bytes, strings, { offset: offsetOf(segments, wanted), count: valueOfTag(DT.VERNEEDNUM) ?? 0 });
  return { segments, dynamic, strings, needed, versions };
}

function readSegments(bytes: Buffer): Segment[] {
  const start = u64(bytes, 32);
  const size = bytes.readUInt16LE(54);
  return Array.from({ length: bytes.readUInt16LE(56) }, (_, index) => {
    const position = start + index * size;
    return {
      position,
      type: bytes.readUInt32LE(position),
      offset: u64(bytes, position + 8),
      address: u64(bytes, position + 16),
      fileSize: u64(bytes, position + 32),
      memorySize: u64(bytes, position + 40),
      alignment: u64(bytes, position + 48),
    };
  });
}

function readDynamic(bytes: Buffer, segments: readonly Segment[]): DynamicEntry[] {
  const segment = segments.find(({ type }) => type === PT.DYNAMIC);
  if (segment === undefined) return [];
  return Array.from({ length: Math.floor(segment.fileSize / 16) }, (_, index) => {
    const position = segment.offset + index * 16;
    return { position, tag: u64(bytes, position), value: u64(bytes, position + 8) };
  });
}

function readVersions(bytes: Buffer, strings: Elf['strings'], table: { readonly offset: number; readonly count: number }): string[] {
  const versions: string[] = [];
  let library = table.offset;
  for (let read = 0; read < table.count; read++) {
    let version = library + bytes.readUInt32LE(library + 8);
    for (let left = bytes.readUInt16LE(library + 2); left > 0; left--) {
      versions.push(stringAt(bytes, strings, bytes.readUInt32LE(version + 8)));
      version += bytes.readUInt32LE(version + 12);
    }
    library += bytes.readUInt32LE(library + 12);
  }
  return versions;
}

function offsetOf(segments: readonly Segment[], address: number): number {
  const segment = segments.find(
    (candidate) => candidate.type === PT.LOAD && address >= candidate.address && address < candidate.address + candidate.fileSize,
  );
  if (segment === undefined) throw new RangeError(`its address 0x${address.toString(16)} is in no segment`);
  return segment.offset + address - segment.address;
}

/** A string of the dynamic string table. Pure. */
export function stringAt(bytes: Buffer, strings: Elf['strings'], index: number): string {
  const start = strings.offset + index;
  const end = bytes.indexOf(0, start);
  if (index >= strings.size || end < 0) throw new RangeError('one of its strings is outside of the file');
  return bytes.toString('latin1', start, end);
}

function u64(bytes: Buffer, position: number): number {
  return Number(bytes.readBigUInt64LE(position));
}
