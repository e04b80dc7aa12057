import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, recordingContext, temporaryFolder } from '../testing/machine.ts';
import { readArchive } from './read-archive.ts';
import { standaloneTree } from './standalone-tree.ts';

afterEach(cleanUp);

interface Member {
  readonly name: string;
  readonly type?: string;
  readonly target?: string;
  readonly content?: string;
  readonly mode?: number;
}

function tarOf(members: readonly Member[], end = true): Buffer {
  const blocks = members.flatMap(({ name, type = '0', target = '', content = '', mode = 0o644 }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 'latin1');
    header.write(mode.toString(8).padStart(7, '0'), 100, 'latin1');
    header.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124, 'latin1');
    header.write(`        ${type}${target}`, 148, 'latin1');
    header.write('ustar', 257, 'latin1');
    header.write(
      header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0'),
      148,
      'latin1',
    );
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
    body.write(content);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(end ? 1024 : 0)]);
}

async function read(members: readonly Member[] | Buffer<ArrayBufferLike>, name = 'python.tar.gz') {
  const path = join(await temporaryFolder(), name);
  const tar = Buffer.isBuffer(members) ? members : tarOf(members);
  writeFileSync(path, name.endsWith('.zst') ? zstdCompressSync(tar) : gzipSync(tar));
  return await readArchive(path, (entry) => entry, recordingContext());
}

test.each(['python.tar.gz', 'python.tar.zst'])('files, links and long names of %s are read', async (name) => {
  const setting = 'path=python/a/path/of/pax\n';
  const pax = { name: 'pax', type: 'x', content: `${setting.length + 3} ${setting}` };
  const members: Member[] = [
    { name: 'python/', type: '5' },
    { name: 'python/program', content: 'run', mode: 0o755 },
    { name: 'python/link', type: '2', target: 'program' },
    { name: 'python/same', type: '1', target: 'python/program' },
    pax,
    { name: 'ignored', content: 'one' },
    { name: '././@LongLink', type: 'L', content: 'python/a/path/of/gnu\0' },
    { name: 'ignored', content: 'two' },
  ];
  const entries = await read(members, name);
  const file = (path: string, text: string, executable = false) => ({ kind: 'file', path, executable, content: Buffer.from(text) });
  expect(entries).toEqual([
    file('python/program', 'run', true),
    { kind: 'symlink', path: 'python/link', target: 'program' },
    file('python/same', 'run', true),
    file('python/a/path/of/pax', 'one'),
    file('python/a/path/of/gnu', 'two'),
  ]);
});

test.each<[string, readonly Member[]]>([
  ['a path to above', [{ name: 'python/../../etc/passwd', content: 'x' }]],
  ['an absolute path', [{ name: '/etc/passwd', content: 'x' }]],
  ['a link to above', [{ name: 'python/link', type: '2', target: '../../etc' }]],
  ['an absolute link', [{ name: 'python/link', type: '2', target: '/etc' }]],
  ['a hard link to above', [{ name: 'python/link', type: '1', target: '../etc/passwd' }]],
  ['a hard link to nothing', [{ name: 'python/link', type: '1', target: 'python/nothing' }]],
  ['a device', [{ name: 'python/null', type: '3' }]],
  ['a bad setting', [{ name: 'pax', type: 'x', content: 'nonsense' }]],
])('%s is interpreters.archive-damaged', async (_name, members) => {
  await expect(read(members)).rejects.toMatchObject({ code: 'interpreters.archive-damaged' });
});

test('an archive cut short, with a changed header or bad compression is interpreters.archive-damaged', async () => {
  const whole = tarOf([{ name: 'python/a', content: 'x'.repeat(2000) }]);
  const damaged = { code: 'interpreters.archive-damaged' };
  await expect(read(whole.subarray(0, 900))).rejects.toMatchObject(damaged);
  await expect(read(tarOf([{ name: 'python/a' }], false))).rejects.toMatchObject(damaged);
  const changed = Buffer.from(whole);
  changed[3] = 0x41;
  await expect(read(changed)).rejects.toMatchObject(damaged);
  const path = join(await temporaryFolder(), 'python.tar.gz');
  writeFileSync(path, gzipSync(whole).subarray(0, 20));
  await expect(readArchive(path, (entry) => entry, recordingContext())).rejects.toMatchObject(damaged);
});

test('an archive without a Python is interpreters.archive-damaged', async () => {
  const path = join(await temporaryFolder(), 'python.tar.gz');
  writeFileSync(path, gzipSync(tarOf([{ name: 'python/README', content: 'x' }])));
  const reading = standaloneTree(path, '3.12.1', recordingContext());
  await expect(reading).rejects.toMatchObject({ code: 'interpreters.archive-damaged', details: { reason: 'it has no bin/python3.12' } });
});

test('full archives of older releases are read from their install folder', async () => {
  const path = join(await temporaryFolder(), 'python.tar.gz');
  const names = [
    'install/bin/python3.9',
    'install/lib/python3.9/os.py',
    'build/lib/python3.9/os.py',
    'install/lib/python3.9/test/test_os.py',
  ];
  writeFileSync(path, gzipSync(tarOf(names.map((name) => ({ name: `python/${name}`, content: '1' })))));
  const { entries } = await standaloneTree(path, '3.9.0', recordingContext());
  expect(entries.map((entry) => entry.path)).toEqual(['bin/python3.9', 'lib/python3.9/os.py']);
});
