import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@frazil/core';
import { afterAll, expect, test } from 'vitest';
import { digestOfFile } from './digest-of-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'frazil-digest-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([0, 1, 1024 * 1024, 3 * 1024 * 1024 + 1])('the digest of a file of %d bytes', async (size) => {
  const bytes = randomBytes(size);
  const path = join(folder, String(size));
  writeFileSync(path, bytes);
  expect(await digestOfFile(path)).toBe(digestOf(bytes));
});

test('a file that is missing', async () => {
  await expect(digestOfFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
