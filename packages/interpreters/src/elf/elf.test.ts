import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, HOST, newestPython, temporaryFolder } from '../testing/machine.ts';
import { glibcFloor } from './glibc-floor.ts';
import { DT, type Elf, readElf, stringAt } from './read-elf.ts';
import { setRpath, withoutRpath } from './set-rpath.ts';

afterEach(cleanUp);

const isLinux = HOST.startsWith('linux-');

test('the glibc floor is the newest version that is wanted', () => {
  expect(glibcFloor(['GLIBC_2.2.5', 'GLIBC_2.17', 'GLIBC_2.9', 'OPENSSL_3.0.0', 'GLIBC_PRIVATE'])).toBe('2.17');
  expect(glibcFloor(['GLIBC_2.17', 'GLIBC_ABI_DT_RELR'])).toBe('2.36');
  expect(glibcFloor([])).toBeUndefined();
});

test('what is no ELF file is told apart from what is a damaged one', () => {
  expect(readElf(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  expect(() => readElf(head)).toThrow('64-bit');
  head.set([2, 1], 4);
  head.writeBigUInt64LE(9999n, 32);
  head.writeUInt16LE(3, 56);
  expect(() => readElf(head)).toThrow(RangeError);
});

test.runIf(isLinux)('a short path fits where a long one was', async () => {
  const long = await programWith('/a/folder/with/a/long/name/lib');
  const changed = setRpath(long.bytes, long.elf, '$ORIGIN/../lib');
  expect(changed.length).toBe(long.bytes.length);
  expect(rpathsOf(changed)).toEqual(['$ORIGIN/../lib']);
  expect(await runs(changed)).toBe(true);
});

test.runIf(isLinux)('a path is added to a program that has none, or no room for it, and the program still runs', async () => {
  const none = await programWith(undefined);
  const added = setRpath(none.bytes, none.elf, '$ORIGIN/../lib');
  expect(rpathsOf(added)).toEqual(['$ORIGIN/../lib']);
  expect(await runs(added)).toBe(true);
  const short = elfOf(added);
  const longer = '$ORIGIN/../lib:$ORIGIN/and/a/longer/one';
  // Its strings have been moved once; a second segment finds room only where the program has another note.
  expect(rpathsOf(setRpath(added, short, '$ORIGIN/lib'))).toEqual(['$ORIGIN/lib']);
  expect(() => rpathsOf(setRpath(added, { ...short, segments: short.segments.filter(({ type }) => type === 1) }, longer))).toThrow(
    'no room',
  );
});

test.runIf(isLinux)('a path is taken away', async () => {
  const { bytes, elf } = await programWith('/some/lib');
  expect(rpathsOf(withoutRpath(bytes, elf))).toEqual(['']);
  expect(withoutRpath(bytes, elf).includes('/some/lib')).toBe(false);
});

interface Program {
  readonly bytes: Buffer;
  readonly elf: Elf;
}

/** The newest Python's program, with this path or none, whatever it was built with. */
async function programWith(rpath: string | undefined): Promise<Program> {
  const bytes = Buffer.from(readFileSync((await newestPython()).executable));
  const elf = elfOf(bytes);
  // What DT_DEBUG holds is of no use to a program that isn't debugged.
  for (const { tag, position } of elf.dynamic)
    if (tag === DT.RUNPATH || tag === DT.RPATH) bytes.writeBigUInt64LE(BigInt(DT.DEBUG), position);
  const bare = { bytes, elf: elfOf(bytes) };
  if (rpath === undefined) return bare;
  const given = setRpath(bytes, bare.elf, rpath);
  return { bytes: given, elf: elfOf(given) };
}

function elfOf(bytes: Buffer): Elf {
  const elf = readElf(bytes);
  if (elf === undefined) throw new Error('not an ELF file');
  return elf;
}

function rpathsOf(bytes: Buffer): string[] {
  const elf = elfOf(bytes);
  expect(elf.dynamic.filter(({ tag }) => tag === DT.RUNPATH)).toEqual([]);
  return elf.dynamic.filter(({ tag }) => tag === DT.RPATH).map(({ value }) => stringAt(bytes, elf.strings, value));
}

async function runs(bytes: Buffer): Promise<boolean> {
  const python = await newestPython();
  const path = join(await temporaryFolder(), 'program');
  writeFileSync(path, bytes, { mode: 0o755 });
  const variables = { LD_LIBRARY_PATH: join(python.prefix, 'lib'), PYTHONHOME: python.prefix };
  return execFileSync(path, ['-S', '-c', 'print(6 * 7)'], { env: variables }).toString() === '42\n';
}
