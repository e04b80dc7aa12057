import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { pythonEnvironment } from './python-environment.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-engines-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

async function environmentOf(lockText: string, python = '3.11'): Promise<string> {
  vi.stubEnv('FRAZIL_ENGINES_CACHE', folder);
  const lock = join(folder, 'lock.txt');
  await writeFile(lock, lockText);
  return await pythonEnvironment({ name: 'sample', python, lock });
}

test('packages that are not what the lock says, or that it has no hash of, are refused', async () => {
  await expect(environmentOf(`six==1.17.0 --hash=sha256:${'0'.repeat(64)}\n`)).rejects.toThrow(
    /engine sample-\w+ can't be brought .*hash/is,
  );
  await expect(environmentOf('six==1.17.0\n')).rejects.toThrow(/can't be brought .*hash/is);
});

test('a Python that is not to be had, and a network that is not there, are said so', async () => {
  await expect(environmentOf('', '3.99')).rejects.toThrow(/can't be brought .*Python 3\.99/is);
  vi.stubEnv('UV_OFFLINE', '1');
  vi.stubEnv('UV_CACHE_DIR', join(folder, 'uv-cache'));
  await expect(environmentOf(`six==1.17.0 --hash=sha256:${'0'.repeat(64)}\n`)).rejects.toThrow(/takes the network: .*network/is);
});
