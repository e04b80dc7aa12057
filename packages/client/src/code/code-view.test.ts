import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys, type Store } from '@frazil/core';
import { packageCode } from '@frazil/deployments';
import { createMemoryStore } from '@frazil/store-memory';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { codeView } from './code-view.ts';

const CONTEXT = { reporter: { report: () => undefined }, signal: new AbortController().signal };

let folder: string;
let store: Store;
beforeEach(async () => {
  folder ??= await mkdtemp(join(tmpdir(), 'frazil-code-'));
  await writeFile(join(folder, 'flow.py'), 'print("ice")\n');
  store = createMemoryStore();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function packaged() {
  const input = { folder, file: 'flow.py', suffixes: ['.py'], excluded: [], store, scratch: join(folder, '.scratch') };
  const { digest } = await packageCode(input, CONTEXT);
  return codeView(store, { digest, file: 'flow.py' });
}

test('the files of a code package, as a tar', async () => {
  const code = await packaged();
  expect(code.script).toBe('flow.py');
  const text = Buffer.from(await code.tar()).toString('latin1');
  expect(text).toMatch(/^flow\.py\0/);
  expect(text).toContain('print("ice")\n');
});

test('a package that is missing or damaged is named', async () => {
  const code = await packaged();
  const bytes = Buffer.from((await store.get(code.key)) ?? []);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await store.put(code.key, bytes);
  await expect(code.tar()).rejects.toMatchObject({ code: 'client.code-damaged', message: expect.stringContaining(code.key) });
  await store.delete(code.key);
  await expect(code.tar()).rejects.toMatchObject({ code: 'client.code-damaged' });
  await store.delete(keys.code(code.digest));
  await expect(code.tar()).rejects.toMatchObject({ code: 'deployments.code-missing' });
});
