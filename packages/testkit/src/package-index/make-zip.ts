import { crc32, deflateRawSync } from 'node:zlib';

/** One member of an archive to make; everything beside name and content is for archives that lie. */
export interface ZipMember {
  readonly name: string | Buffer;
  readonly content: string | Uint8Array;
  readonly isStored?: boolean;
  /** Unix mode with type bits. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly offset?: number;
  readonly localName?: string;
  /** Write sizes and offset as zip64 fields. */
  readonly isZip64?: boolean;
}

/** Makes a zip archive by hand, lies included. */
export function makeZip(members: readonly ZipMember[], options: { readonly comment?: string; readonly isZip64?: boolean } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const local = localPart(member);
    centrals.push(centralPart(member, offset));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = endPart(members.length, central.length, offset, options.comment ?? '');
  if (options.isZip64 !== true) return Buffer.concat([...locals, central, end]);
  return Buffer.concat([...locals, central, end64Part(members.length, central.length, offset), end]);
}

function dataOf({ content, isStored }: ZipMember): Buffer {
  return isStored ? Buffer.from(content) : deflateRawSync(content);
}

function fieldsOf(member: ZipMember) {
  const data = dataOf(member);
  return {
    flags: member.flags ?? 0x800,
    method: member.method ?? (member.isStored ? 0 : 8),
    crc: member.crc ?? crc32(member.content),
    compressedSize: member.compressedSize ?? data.length,
    size: member.size ?? Buffer.from(member.content).length,
  };
}

function localPart(member: ZipMember): Buffer {
  const name = Buffer.from(member.localName ?? member.name);
  const { flags, method, crc, compressedSize, size } = fieldsOf(member);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(compressedSize, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, dataOf(member)]);
}

function centralPart(member: ZipMember, offset: number): Buffer {
  const name = Buffer.from(member.name);
  const { flags, method, crc, compressedSize, size } = fieldsOf(member);
  const extra = member.isZip64 ? zip64Field(size, compressedSize, member.offset ?? offset) : Buffer.alloc(0);
  const short = (value: number) => (member.isZip64 ? 0xffffffff : value);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt8(3, 5);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(short(compressedSize), 20);
  header.writeUInt32LE(short(size), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt16LE(member.mode ?? 0o100644, 40);
  header.writeUInt32LE(short(member.offset ?? offset), 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Field(...values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return field;
}

function endPart(count: number, size: number, offset: number, comment: string): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, Buffer.from(comment)]);
}

function end64Part(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const)
    end.writeBigUInt64LE(BigInt(value), at);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
