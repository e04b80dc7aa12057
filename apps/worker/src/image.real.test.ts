import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ImageConfig, layOutImage } from './testing/lay-out-image.ts';
import { readDockerfile } from './testing/read-dockerfile.ts';

const DOCKERFILE = readFileSync(fileURLToPath(new URL('../Dockerfile', import.meta.url)), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-image-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function layOut(architecture: string): ImageConfig {
  for (const platform of ['linux-x86_64', 'linux-aarch64']) write(`context/dist/${platform}/frazil-worker`, platform);
  write('base/lib/libc.so.6', 'c');
  return layOutImage(
    { dockerfile: DOCKERFILE, context: join(folder, 'context'), base: join(folder, 'base'), architecture },
    join(folder, architecture),
  );
}

test('the image is its base, the worker of its platform, and two folders that the user may write to', () => {
  const config = layOut('amd64');
  const root = join(folder, 'amd64');
  expect(readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
    ['frazil', 'lib', 'lib/libc.so.6', 'tmp', 'usr', 'usr/local', 'usr/local/bin', 'usr/local/bin/frazil-worker'].sort(),
  );
  const worker = statSync(join(root, 'usr/local/bin/frazil-worker'));
  expect([worker.mode & 0o777, worker.uid]).toEqual([0o755, 0]);
  for (const volume of config.volumes) expect(statSync(join(root, volume))).toMatchObject({ uid: 1000, gid: 1000 });
  expect(config).toEqual({
    user: '1000:1000',
    directory: '/frazil',
    volumes: ['/frazil', '/tmp'],
    entrypoint: [],
    command: ['frazil-worker', 'version'],
  });
});

test('every platform has its own worker', () => {
  for (const [architecture, platform] of [
    ['amd64', 'linux-x86_64'],
    ['arm64', 'linux-aarch64'],
  ] as const) {
    layOut(architecture);
    expect(readFileSync(join(folder, architecture, 'usr/local/bin/frazil-worker'), 'utf8')).toBe(platform);
  }
});

test('nothing is run while the image is made, for the base may have no shell', () => {
  const names = readDockerfile(DOCKERFILE, {}).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(['FROM', 'COPY', 'WORKDIR', 'USER', 'VOLUME', 'ENTRYPOINT', 'CMD']));
  expect(() =>
    layOutImage({ dockerfile: 'FROM scratch\nRUN true', context: folder, base: folder, architecture: 'amd64' }, join(folder, 'x')),
  ).toThrow("RUN can't be done");
});
