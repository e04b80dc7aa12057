import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { LayerEntry } from './entry.ts';
import { linkLayers, type UnpackedLayer } from './link-layers.ts';
import { openLayer } from './open-layer.ts';
import { packLayer } from './pack-layer.ts';
import { unpackLayers } from './unpack-layers.ts';

const root = mkdtempSync(join(tmpdir(), 'frazil-link-'));
// Another file system than the temporary directory's, on most machines with Linux.
const elsewhere =
  existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(root).dev ? mkdtempSync('/dev/shm/frazil-link-') : undefined;
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true, force: true });
});
const { signal } = new AbortController();

async function unpacked(name: string, entries: readonly LayerEntry[]): Promise<UnpackedLayer> {
  const path = join(root, `${name}.tar.zst`);
  const directory = join(root, name);
  const reference = await packLayer(entries, path);
  const source = { kind: 'file', path } as const;
  await unpackLayers([{ source, reference }], directory, { signal });
  return { directory, contents: await openLayer(source, reference) };
}

function file(path: string, content: string, executable = false): LayerEntry {
  return { kind: 'file', path, executable, content: Buffer.from(content) };
}

const interpreter = await unpacked('interpreter', [
  file('bin/python3.11', 'python', true),
  { kind: 'symlink', path: 'bin/python', target: 'python3.11' },
  file('lib/shared.py', 'of the interpreter'),
]);
const modules = await unpacked('modules', [
  ...Array.from({ length: 3500 }, (_, index) => file(`lib/pkg${index % 13}/m${index}.py`, `${index}`)),
  file('lib/shared.py', 'of the package'),
]);

test.each([1, 2])('files are shared, on %i threads', async (threads) => {
  const target = join(root, `target-${threads}`);
  await linkLayers([interpreter, modules], target, { signal, threads });
  expect(statSync(join(target, 'bin/python3.11')).ino).toBe(statSync(join(root, 'interpreter/bin/python3.11')).ino);
  expect(readlinkSync(join(target, 'bin/python'))).toBe('python3.11');
  expect(readFileSync(join(target, 'lib/shared.py'), 'utf8')).toBe('of the package');
  for (let index = 0; index < 3500; index += 1)
    expect(readFileSync(join(target, `lib/pkg${index % 13}/m${index}.py`), 'utf8')).toBe(`${index}`);
});

test.skipIf(elsewhere === undefined)('files are copied to another file system, with their modes', async () => {
  const target = join(elsewhere ?? '', 'target');
  await linkLayers([interpreter], target, { signal });
  expect(readFileSync(join(target, 'bin/python3.11'), 'utf8')).toBe('python');
  expect(statSync(join(target, 'bin/python3.11')).mode & 0o777).toBe(0o555);
});

test('what is in the way and what is missing are told', async () => {
  const target = join(root, 'taken');
  mkdirSync(join(target, 'lib'), { recursive: true });
  writeFileSync(join(target, 'lib/shared.py'), 'mine');
  await expect(linkLayers([interpreter], target, { signal })).rejects.toMatchObject({
    code: 'layers.write-failed',
    details: { path: join(target, 'lib/shared.py'), reason: 'EEXIST: file already exists' },
  });
  const gone = { ...interpreter, directory: join(root, 'gone') };
  await expect(linkLayers([gone], join(root, 'from-gone'), { signal })).rejects.toMatchObject({
    code: 'layers.write-failed',
    details: { reason: 'ENOENT: no such file or directory' },
  });
  await expect(linkLayers([interpreter], join(target, 'lib/shared.py'), { signal })).rejects.toMatchObject({ code: 'layers.write-failed' });
});

test('an abort ends linking', async () => {
  const controller = new AbortController();
  const linked = linkLayers([modules], join(root, 'aborted'), { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(linked).rejects.toThrow('enough');
});
