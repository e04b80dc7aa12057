import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalogues } from './catalogues.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('every error code is named by a test that provokes it', async () => {
  const tests = globSync('{packages,apps}/**/{*.test.ts,*.snap,store-contract.ts,testing/*.ts}', {
    cwd: ROOT,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  const text = tests.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const words = new Set(text.match(/[a-z\d-]+\.[a-z\d-]+/g));
  const untested = (await loadCatalogues(ROOT)).filter(({ code }) => !words.has(code));
  expect(untested.map(({ code, file }) => `${code} (${file})`)).toEqual([]);
});
