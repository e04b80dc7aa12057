import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip. */
export interface ZipMember {
  readonly path: string;
  readonly content: string;
  /** Unix permissions; 0o644 when undefined. */
  readonly mode?: number;
}

interface Placed {
  readonly name: Buffer;
  readonly header: Buffer;
  readonly compressed: Buffer;
  readonly mode: number;
}

const DOS_DATE = 0x21;
const MADE_BY_UNIX = 0x0314;

/** The bytes of a zip with deflated members in the order given; equal members give equal bytes. Pure. */
export function writeZip(members: readonly ZipMember[]): Buffer {
  const placed = members.map(place);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, header, compressed, mode } of placed) {
    parts.push(localHeader(header), name, compressed);
    directory.push(directoryEntry(header, mode, offset), name);
    offset += 30 + name.length + compressed.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...parts, index, endOfDirectory(placed.length, index.length, offset)]);
}

/** The 26 bytes that the local header and the directory share. */
function place(member: ZipMember): Placed {
  const content = Buffer.from(member.content);
  const compressed = deflateRawSync(content);
  const name = Buffer.from(member.path);
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x800, 2);
  header.writeUInt16LE(8, 4);
  header.writeUInt16LE(DOS_DATE, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(compressed.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return { name, header, compressed, mode: member.mode ?? 0o644 };
}

function localHeader(header: Buffer): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04'), header]);
}

function directoryEntry(header: Buffer, mode: number, offset: number): Buffer {
  const head = Buffer.alloc(6);
  head.write('PK\x01\x02', 'latin1');
  head.writeUInt16LE(MADE_BY_UNIX, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, header, tail]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
