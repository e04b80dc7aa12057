import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryName } from '@frazil/files';
import { storeContract } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolderStore } from './folder-store.ts';

storeContract('the folder store', async (folder) => createFolderStore(join(folder, 'store')));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-folder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(['../out', '/absolute', 'a//b', 'a/./b', 'a\\b', '', 'a/..', 'a\nb'])('refuses the key %j', async (key) => {
  await expect(createFolderStore(folder).get(key)).rejects.toMatchObject({ code: 'store.bad-key' });
  await expect(createFolderStore(folder).put(key, new Uint8Array())).rejects.toMatchObject({ code: 'store.bad-key' });
});

test('leaves no temporary files', async () => {
  const store = createFolderStore(join(folder, 'clean'));
  await store.put('a', new Uint8Array(10));
  await store.putIfAbsent('a', new Uint8Array(10));
  expect(await readdir(join(folder, 'clean/tmp'))).toEqual([]);
});

test('removes what killed processes left, and nothing of live ones', async () => {
  const store = createFolderStore(join(folder, 'swept'));
  const { pid } = spawnSync('true');
  const alive = temporaryName();
  const left = alive.replace(`~${process.pid}~`, `~${pid}~`);
  const elsewhere = `other-${left}`;
  const longGone = `old-${left}`;
  await mkdir(join(folder, 'swept/tmp'), { recursive: true });
  for (const name of [alive, left, elsewhere, longGone]) await writeFile(join(folder, 'swept/tmp', name), 'half');
  await utimes(join(folder, 'swept/tmp', longGone), 0, 0);
  await store.put('a', new Uint8Array(1));
  expect((await readdir(join(folder, 'swept/tmp'))).sort()).toEqual([alive, elsewhere].sort());
});

const asRoot = process.getuid?.() === 0 && process.platform === 'linux';

test.runIf(asRoot)('says so when the disk is full, and leaves nothing half written', async () => {
  const small = join(folder, 'small');
  await mkdir(small);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
  try {
    const store = createFolderStore(small);
    await expect(store.put('big', new Uint8Array(1_000_000))).rejects.toMatchObject({ code: 'disk.full' });
    expect(await store.get('big')).toBeUndefined();
    expect(await readdir(join(small, 'tmp'))).toEqual([]);
  } finally {
    execFileSync('umount', [small]);
  }
});

test.runIf(asRoot)('takes a file from another disk, also as its very first', async () => {
  const far = join(folder, 'far');
  await mkdir(far);
  await writeFile(join(folder, 'made-here'), 'made');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', far]);
  try {
    const store = createFolderStore(far);
    expect(await store.putFileIfAbsent('a', join(folder, 'made-here'))).toBe(true);
    expect(Buffer.from((await store.get('a')) ?? []).toString()).toBe('made');
    expect(await readdir(join(far, 'tmp'))).toEqual([]);
    expect(await readdir(folder)).not.toContain('made-here');
  } finally {
    execFileSync('umount', [far]);
  }
});

test.runIf(asRoot)('says so when the folder is read-only', async () => {
  const fixed = join(folder, 'fixed');
  await mkdir(fixed);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', fixed]);
  try {
    await expect(createFolderStore(fixed).put('a', new Uint8Array(1))).rejects.toMatchObject({ code: 'disk.read-only' });
  } finally {
    execFileSync('umount', [fixed]);
  }
});

test.skipIf(process.getuid?.() === 0)('says so when the folder belongs to somebody else', async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  await expect(createFolderStore(closed).put('a', new Uint8Array(1))).rejects.toMatchObject({ code: 'disk.read-only' });
});

test('says so when the folder is a file', async () => {
  const store = createFolderStore(join(folder, 'clean/a'));
  await expect(store.put('b', new Uint8Array(1))).rejects.toMatchObject({ code: 'disk.failed' });
});
