import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context, Event, LockedFile, LockedPackage } from '@frazil/core';
import { createConnection, receive } from '@frazil/downloads';
import { buildWheel, type PackageIndexOptions, startPackageIndex } from '@frazil/testkit';
import { findUv } from '@frazil/uv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchArtifact } from './fetch-artifact.ts';
import { createUrlMemory } from './url-memory.ts';

let folder: string;
let events: Event[];
const context: Context = { reporter: { report: (event) => events.push(event) }, signal: new AbortController().signal };
const uv = () => findUv({ cacheDirectory: join(tmpdir(), 'frazil-tests') }, context);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-fetch-'));
  events = [];
  vi.stubEnv('UV_CACHE_DIR', join(folder, 'uv'));
  vi.stubEnv('UV_HTTP_RETRIES', '0');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const WHEEL = buildWheel({ name: 'alpha', version: '1.0', files: { 'alpha.py': `text = '${'x'.repeat(300_000)}'\n` } });
const FILE: LockedFile = { file: WHEEL.file, sha256: WHEEL.sha256, size: WHEEL.content.length, platforms: ['linux-x86_64'] };
const LOCKED: LockedPackage = { name: 'alpha', version: '1.0', index: 'default', why: ['request'], files: [FILE] };

interface Wish {
  readonly locked?: LockedPackage;
  readonly file?: LockedFile;
  readonly url?: string;
  readonly context?: Context;
}

async function get({ locked = LOCKED, file = FILE, url, context: own = context }: Wish): Promise<Buffer> {
  const memory = createUrlMemory(join(folder, 'urls'));
  if (url !== undefined) await memory.remember([{ sha256: file.sha256, url }]);
  const path = join(folder, 'out', file.file);
  await fetchArtifact({ locked, file, path }, { uv, memory, connection: () => createConnection(process.env) }, own);
  return await readFile(path);
}

async function leftovers(): Promise<string[]> {
  return await readdir(join(folder, 'out')).catch(() => []);
}

async function serve(options: Partial<PackageIndexOptions> = {}) {
  const index = await startPackageIndex({ wheels: [WHEEL], ...options });
  vi.stubEnv('UV_DEFAULT_INDEX', index.url);
  return { index, url: new URL(`../files/${WHEEL.file}`, index.url).href, [Symbol.asyncDispose]: index.close };
}

test('fetches from where the file was seen, and reports until it is verified', async () => {
  await using served = await serve();
  expect((await get({ url: served.url })).equals(WHEEL.content)).toBe(true);
  expect(served.index.requests).toEqual([`/files/${WHEEL.file}`]);
  expect(events.at(-1)).toEqual({
    kind: 'progress',
    phase: 'fetch',
    item: WHEEL.file,
    done: WHEEL.content.length,
    total: WHEEL.content.length,
    unit: 'bytes',
  });
  expect(await leftovers()).toEqual([WHEEL.file]);
});

test('a lock from elsewhere: asks the indexes where the file is, once', async () => {
  await using served = await serve();
  expect((await get({})).equals(WHEEL.content)).toBe(true);
  expect((await get({})).equals(WHEEL.content)).toBe(true);
  expect(served.index.requests.filter((path) => path.startsWith('/simple/'))).toHaveLength(1);
});

test('a file that moved is found again, one that is gone is said to be', async () => {
  await using served = await serve();
  expect((await get({ url: `${served.url}.moved` })).equals(WHEEL.content)).toBe(true);
  const file = { ...FILE, file: 'alpha-1.0-py2-none-any.whl', sha256: 'a'.repeat(64) };
  await expect(get({ file })).rejects.toMatchObject({ code: 'pypi.gone' });
  const direct = { ...LOCKED, url: `${served.url}.gone` };
  await expect(get({ locked: direct })).rejects.toMatchObject({ code: 'pypi.gone' });
});

test.each([
  ['a host that is gone', () => 'http://127.0.0.1:9/alpha.whl'],
  ['another file', (url: string) => url.replace('alpha', 'other')],
  ['nonsense', () => 'ftp://nowhere/alpha.whl'],
])('a memory of %s is given up for what the index says', async (_, wrong) => {
  await using served = await serve({ wheels: [WHEEL, buildWheel({ name: 'other', version: '1.0' })] });
  expect((await get({ url: wrong(served.url) })).equals(WHEEL.content)).toBe(true);
  expect((await get({})).equals(WHEEL.content)).toBe(true);
});

test('a file that the index serves under the locked name with other bytes is not the locked one', async () => {
  await using _served = await serve();
  const file = { ...FILE, sha256: 'a'.repeat(64) };
  await expect(get({ file })).rejects.toMatchObject({ code: 'pypi.wrong-digest', details: { actual: WHEEL.sha256 } });
});

test('direct URLs, on disk too', async () => {
  await using served = await serve();
  expect((await get({ locked: { ...LOCKED, url: served.url } })).equals(WHEEL.content)).toBe(true);
  const path = join(folder, WHEEL.file);
  await writeFile(path, WHEEL.content);
  expect((await get({ locked: { ...LOCKED, url: pathToFileURL(path).href } })).equals(WHEEL.content)).toBe(true);
});

test('credentials come from where the user keeps them, and are never remembered', async () => {
  await using served = await serve({ credentials: { user: 'me', password: 'secret' } });
  vi.stubEnv('UV_DEFAULT_INDEX', served.index.url.replace('://', '://me:secret@'));
  expect((await get({ url: served.url.replace('://', '://me:secret@') })).equals(WHEEL.content)).toBe(true);
  expect(await createUrlMemory(join(folder, 'urls')).recall(WHEEL.sha256)).toBe(served.url);
  vi.stubEnv('UV_DEFAULT_INDEX', served.index.url);
  await expect(get({ url: served.url })).rejects.toMatchObject({ code: 'pypi.not-allowed', details: { status: 401 } });
});

test('follows redirections, but not for ever', async () => {
  await using served = await serve({
    intercept: (request, response) => {
      const isLoop = request.url?.startsWith('/loop') === true;
      if (!isLoop && !request.url?.startsWith('/old/')) return false;
      response.writeHead(302, { location: isLoop ? '/loop' : `/files/${WHEEL.file}` }).end();
      return true;
    },
  });
  expect((await get({ url: new URL('/old/x', served.url).href })).equals(WHEEL.content)).toBe(true);
  const loop = new URL('/loop', served.url).href;
  await expect(get({ locked: { ...LOCKED, url: loop } })).rejects.toMatchObject({ code: 'pypi.no-network' });
  // What was remembered is only a hint: the indexes know better.
  expect((await get({ url: loop })).equals(WHEEL.content)).toBe(true);
});

test('an overloaded server and a broken line are tried again', async () => {
  let asked = 0;
  await using served = await serve({
    intercept: (_request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(503).end();
      if (asked === 2) {
        response.writeHead(200, { 'content-length': WHEEL.content.length });
        response.write(WHEEL.content.subarray(0, 100), () => response.destroy());
      }
      return asked <= 2;
    },
  });
  expect((await get({ url: served.url })).equals(WHEEL.content)).toBe(true);
  expect(asked).toBe(3);
  expect(await leftovers()).toEqual([WHEEL.file]);
});

test('another content than the locked one is refused and leaves nothing', async () => {
  await using served = await serve({
    intercept: (request, response) => request.url?.startsWith('/files/') === true && response.end('something else') !== undefined,
  });
  await expect(get({ url: served.url })).rejects.toMatchObject({ code: 'pypi.wrong-digest', details: { expected: WHEEL.sha256 } });
  expect(await leftovers()).toEqual([]);
});

test('a dead proxy is no network', async () => {
  for (const name of ['HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, 'http://127.0.0.1:9');
  vi.stubEnv('UV_DEFAULT_INDEX', 'https://index.invalid/simple/');
  await expect(get({ url: 'https://index.invalid/x.whl' })).rejects.toMatchObject({
    code: 'pypi.no-network',
    message: expect.stringContaining('127.0.0.1:9'),
  });
  expect(await leftovers()).toEqual([]);
});

test('the proxy of the environment is asked', async () => {
  const asked: string[] = [];
  const proxy = createServer((socket) => socket.once('data', (data) => socket.end(`HTTP/1.1 403 No\r\n\r\n${asked.push(String(data))}`)));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new TypeError('the proxy has no port');
  for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, `http://127.0.0.1:${address.port}`);
  vi.stubEnv('UV_DEFAULT_INDEX', 'http://index.invalid/simple/');
  await expect(get({ url: 'http://index.invalid/x.whl' })).rejects.toMatchObject({ code: 'pypi.not-allowed' });
  expect(asked[0]).toContain('GET http://index.invalid/x.whl');
  proxy.close();
});

test('an abort throws its reason and leaves nothing', async () => {
  await using served = await serve({
    intercept: (_request, response) => {
      response.writeHead(200, { 'content-length': WHEEL.content.length });
      return response.write(WHEEL.content.subarray(0, 100)) || true;
    },
  });
  const controller = new AbortController();
  const running = get({ url: served.url, context: { ...context, signal: controller.signal } });
  setTimeout(() => controller.abort(new Error('interrupted')), 200);
  await expect(running).rejects.toThrow('interrupted');
  expect(await leftovers()).toEqual([]);
});

test('a path that can not be written is a failure of the disk', async () => {
  await writeFile(join(folder, 'out'), 'a file where a folder should be');
  await using served = await serve();
  await expect(get({ url: served.url })).rejects.toMatchObject({ code: 'disk.failed' });
});

const full = await open('/dev/full', 'w').catch(() => undefined);
test.skipIf(full === undefined)('a full disk is said to be full', async () => {
  if (full === undefined) return;
  const body = (async function* () {
    yield WHEEL.content;
  })();
  await expect(receive(body, full, { file: WHEEL.file, sha256: WHEEL.sha256, progress: () => {} })).rejects.toMatchObject({
    code: 'disk.full',
  });
  await full.close();
});
