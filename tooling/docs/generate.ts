import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { duplicateCodes, loadCatalogues } from './catalogues.ts';
import { errorsPage } from './errors-page.ts';

// Writes the generated pages of docs/reference; with --check says whether they are as they would be written.
const ROOT = resolve(import.meta.dirname, '../..');
const PATH = 'docs/reference/errors.md';

const entries = await loadCatalogues(ROOT);
const duplicates = duplicateCodes(entries);
if (duplicates.length > 0) fail(`several files define ${duplicates.join(', ')}`);
const page = errorsPage(entries);
if (!process.argv.includes('--check')) writeFileSync(join(ROOT, PATH), page);
else if (currentPage() !== page) fail(`${PATH} is not what the catalogues say: run \`npm run docs\``);

function currentPage(): string | undefined {
  try {
    return readFileSync(join(ROOT, PATH), 'utf8');
  } catch {
    return undefined;
  }
}

function fail(reason: string): void {
  console.error(`docs: ${reason}`);
  process.exitCode = 1;
}
