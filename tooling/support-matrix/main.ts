import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { matrixPage } from './matrix-page.ts';

// Writes docs/reference/support-matrix.md; with --check says whether it is as it would be written.
const NAME = 'docs/reference/support-matrix.md';
const path = join(resolve(import.meta.dirname, '../..'), NAME);
const page = matrixPage();

if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (current() !== page) {
  console.error(`docs: ${NAME} is not what the compilers say: run \`npm run docs\``);
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
