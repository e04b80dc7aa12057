import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lintArgo } from '@frazil/engine-kit';
import { expect, test } from 'vitest';

test("Argo's own lint takes every golden file", { timeout: 600_000 }, async () => {
  const files = globSync(fileURLToPath(new URL('golden/*.yaml', import.meta.url)));
  expect(files.map((file) => basename(file))).toContain('settings.yaml');
  expect(await lintArgo(files)).toEqual([]);
});
