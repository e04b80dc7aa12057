import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDirectory, spoolEntry, unpackEntry } from '@frazil/archives';
import { findPython, makeZip, type ZipMember } from '@frazil/testkit';
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  nat,
  record as recordOf,
  string,
  uint8Array,
  uniqueArray,
} from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipErrorsOf } from '../zip-errors.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Record<string, string>;

/** Reads a whole archive, each entry both ways: path to content in hexadecimal. */
async function readZip(bytes: Uint8Array): Promise<Files> {
  const path = join(folder, 'x.zip');
  writeFileSync(path, bytes);
  const source = { descriptor: openSync(path, 'r'), size: bytes.length, errors: zipErrorsOf('x.zip') };
  try {
    const files: Files = {};
    for (const entry of readDirectory(source)) {
      const unpacked = await unpackEntry(source, entry);
      files[entry.path] = Buffer.from(unpacked.content).toString('hex');
      const spooled = join(folder, 'spooled');
      rmSync(spooled, { force: true });
      expect((await spoolEntry(source, entry, spooled, new AbortController().signal)).sha256).toBe(unpacked.sha256);
    }
    return files;
  } finally {
    closeSync(source.descriptor);
  }
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const one: ZipMember = { name: 'a.txt', content: 'hello hello hello' };

test('reads stored and deflated entries, empty ones, directories, a comment and zip64 fields', async () => {
  const members: ZipMember[] = [
    one,
    { name: 'dir/', content: '', isStored: true, mode: 0o040755 },
    { name: 'dir/empty', content: '' },
    { name: 'dir/stored', content: 'as it is', isStored: true },
    { name: 'dir/ünïcode', content: 'x', isZip64: true },
  ];
  const expected = { 'a.txt': hex('hello hello hello'), 'dir/empty': '', 'dir/stored': hex('as it is'), 'dir/ünïcode': hex('x') };
  expect(await readZip(makeZip(members, { comment: 'a comment' }))).toEqual(expected);
  expect(await readZip(makeZip(members, { isZip64: true }))).toEqual(expected);
  expect(await readZip(makeZip([]))).toEqual({});
});

const unsafeNames = ['../x', 'a/../../x', '/etc/x', 'C:/x', 'a\\b', 'a\0b', './a', 'a//b', '', 'a/..'];

test.each(unsafeNames)('refuses the name %j', async (name) => {
  await expect(readZip(makeZip([{ name, content: 'x' }]))).rejects.toMatchObject({ code: 'wheel.unsafe-entry' });
});

const lies: readonly (readonly [string, string, readonly ZipMember[]])[] = [
  ['a name that is not UTF-8', 'wheel.unsafe-entry', [{ ...one, name: Buffer.from([0x61, 0xff]) }]],
  ['a symbolic link', 'wheel.unsafe-entry', [{ ...one, mode: 0o120777 }]],
  ['a device', 'wheel.unsafe-entry', [{ ...one, mode: 0o020666 }]],
  ['a duplicate', 'wheel.unsafe-entry', [one, one]],
  ['encryption', 'wheel.unsupported-entry', [{ ...one, flags: 1 }]],
  ['another compression method', 'wheel.unsupported-entry', [{ ...one, method: 12 }]],
  ['two entries with the same bytes', 'wheel.bad-zip', [one, { ...one, name: 'b', offset: 0 }]],
  ['an entry inside another one', 'wheel.bad-zip', [one, { ...one, name: 'b', offset: 5 }]],
  ['an entry outside of the archive', 'wheel.bad-zip', [one, { ...one, name: 'b', offset: 10_000 }]],
  ['compressed data that is too long', 'wheel.bad-zip', [{ ...one, compressedSize: 10_000 }]],
  ['more content than declared', 'wheel.damaged-entry', [{ ...one, size: 5 }]],
  ['a bomb with a small declared size', 'wheel.damaged-entry', [{ name: 'b', content: Buffer.alloc(1 << 20), size: 10 }]],
  ['less content than declared', 'wheel.damaged-entry', [{ ...one, size: 18 }]],
  ['a declared size that nothing inflates to', 'wheel.damaged-entry', [{ ...one, size: 1_000_000 }]],
  ['a stored entry with two sizes', 'wheel.damaged-entry', [{ ...one, isStored: true, size: 3 }]],
  ['a wrong checksum', 'wheel.damaged-entry', [{ ...one, crc: 1 }]],
  ['broken compressed data', 'wheel.damaged-entry', [{ ...one, isStored: true, method: 8 }]],
  ['a local header with another name', 'wheel.damaged-entry', [{ ...one, localName: 'b.txt' }]],
  ['a directory with content', 'wheel.damaged-entry', [{ ...one, name: 'a/', mode: 0o040755 }]],
];

test.each(lies)('refuses %s with %s', async (_what, code, members) => {
  await expect(readZip(makeZip(members))).rejects.toMatchObject({ code });
});

test('refuses what precedes, follows or cuts an archive', async () => {
  const good = makeZip([one]);
  const broken = [
    Buffer.concat([Buffer.from('x'), good]),
    Buffer.concat([good, Buffer.from('x')]),
    good.subarray(0, -1),
    Buffer.from('PK'),
  ];
  for (const bytes of broken) await expect(readZip(bytes)).rejects.toMatchObject({ code: 'wheel.bad-zip' });
});

test('spooling finds the same lies as unpacking to memory', async () => {
  const path = join(folder, 'lie.zip');
  const lying: ZipMember[] = [
    { ...one, size: 5 },
    { ...one, size: 18 },
    { ...one, crc: 1 },
    { ...one, isStored: true, method: 8 },
  ];
  for (const [index, member] of lying.entries()) {
    const bytes = makeZip([member]);
    writeFileSync(path, bytes);
    const source = { descriptor: openSync(path, 'r'), size: bytes.length, errors: zipErrorsOf('lie.zip') };
    const [entry] = readDirectory(source);
    if (entry === undefined) throw new Error('no entry');
    const spooled = spoolEntry(source, entry, join(folder, `lie-${index}`), new AbortController().signal);
    await expect(spooled).rejects.toMatchObject({ code: 'wheel.damaged-entry' });
    closeSync(source.descriptor);
  }
});

test('whatever bytes are changed, it reads or refuses with a code', async () => {
  const good = makeZip([one, { name: 'b/c', content: 'stored', isStored: true }, { ...one, name: 'd', isZip64: true }], { isZip64: true });
  const changes = array(recordOf({ at: nat(good.length - 1), value: nat(255) }), { minLength: 1, maxLength: 3 });
  await assert(
    asyncProperty(changes, async (changed) => {
      const bytes = Buffer.from(good);
      for (const { at, value } of changed) bytes[at] = value;
      const outcome = await readZip(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(/^wheel\./) });
    }),
    { numRuns: 500 },
  );
});

const WRITE = `
import json, sys, zipfile
for line in sys.stdin:
    spec = json.loads(line)
    with zipfile.ZipFile(spec['path'], 'w') as archive:
        archive.comment = spec['comment'].encode()
        for name, content, deflated, zip64 in spec['files']:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
            with archive.open(info, 'w', force_zip64=zip64) as member:
                member.write(bytes.fromhex(content))
`;

test('reads what Python writes', async () => {
  const { python } = findPython();
  const file = recordOf({
    name: string({ minLength: 1, unit: constantFrom('a', 'B', 'é', '雪', '-', ' ', '.') }),
    content: uint8Array({ maxLength: 300 }),
    repeat: integer({ min: 1, max: 300 }),
    deflated: boolean(),
    zip64: boolean(),
  });
  const files = uniqueArray(file, { selector: ({ name }) => name, maxLength: 8 });
  const path = join(folder, 'python.zip');
  await assert(
    asyncProperty(files, string({ maxLength: 20 }), async (generated, comment) => {
      const kept = generated.filter(({ name }) => name !== '.' && name !== '..');
      const contents = kept.map(({ name, content, repeat }) => [name, Buffer.from(content).toString('hex').repeat(repeat)] as const);
      const described = kept.map(({ deflated, zip64 }, index) => [...(contents[index] ?? []), deflated, zip64]);
      const input = JSON.stringify({ path, comment, files: described });
      execFileSync(python, ['-c', WRITE], { input });
      expect(await readZip(readFileSync(path))).toEqual(Object.fromEntries(contents));
    }),
    { numRuns: 25 },
  );
});
