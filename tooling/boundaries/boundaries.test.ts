import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

interface Summary {
  readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
}

const ROOT = resolve(import.meta.dirname, '../..');
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'frazil-boundaries-')));
  write('package.json', JSON.stringify({ workspaces: ['packages/*', 'packages/*/*', 'apps/*'] }));
  copyFileSync(join(ROOT, '.dependency-cruiser.cjs'), join(root, '.dependency-cruiser.cjs'));
  for (const folder of ['core', 'layers', 'testkit', 'runtime', 'stores/folder', 'stores/memory']) writePackage(folder);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the arrows of the house are allowed', async () => {
  write('packages/layers/src/a.ts', "import type { x } from '@frazil/core';\nexport type Y = typeof x;\n");
  write('packages/runtime/src/a.ts', "import { x } from '@frazil/layers';\nexport const y = x;\n");
  write('packages/stores/memory/src/a.test.ts', "import { x } from '@frazil/testkit';\nx;\n");
  expect(await violations()).toEqual([]);
});

const REFUSED: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['base-knows-core-alone', 'packages/layers/src/a.ts', "import type { x } from '@frazil/runtime';"],
  ['families-stay-apart', 'packages/stores/memory/src/a.ts', "import { x } from '@frazil/store-folder';"],
  ['families-stay-apart', 'packages/runtime/src/a.ts', "import { x } from '@frazil/store-folder';"],
  ['core-knows-nobody', 'packages/core/src/a.ts', "import { x } from '@frazil/layers';"],
  ['core-does-no-io', 'packages/core/src/io.ts', "import { readFile } from 'node:fs';"],
  ['testkit-in-tests-only', 'packages/runtime/src/kit.ts', "import { x } from '@frazil/testkit';"],
  ['enter-by-name', 'packages/runtime/src/path.ts', "import { x } from '../../layers/src/index.ts';"],
  ['enter-by-index', 'packages/runtime/src/inside.ts', "import { b } from '../../layers/src/b.ts';"],
  ['declared', 'packages/runtime/src/undeclared.ts', "import { z } from 'undeclared';"],
  ['resolvable', 'packages/runtime/src/nowhere.ts', "import { z } from './not-there.ts';"],
  ['no-cycle', 'packages/runtime/src/circle.ts', "import type { A } from './round.ts';\nexport type B = A;"],
  ['tests-stay-tests', 'packages/runtime/src/tested.ts', "import { t } from './b.test.ts';"],
];

test('every other import is refused, by name', async () => {
  write('packages/layers/src/b.ts', 'export const b = 1;\n');
  write('packages/runtime/src/b.test.ts', 'export const t = 1;\n');
  write('packages/runtime/src/round.ts', "import type { B } from './circle.ts';\nexport type A = B;\n");
  write('node_modules/undeclared/package.json', JSON.stringify({ name: 'undeclared', main: 'index.js' }));
  write('node_modules/undeclared/index.js', '');
  for (const [, file, source] of REFUSED) write(file, `${source}\n`);
  expect(await violations()).toEqual(expect.arrayContaining(REFUSED.map(([rule, file]) => `${rule} ${file}`)));
});

/** The rules that the tree breaks, each with the file that does. */
function violations(): Promise<readonly string[]> {
  const cruise = join(import.meta.dirname, 'cruise.mjs');
  const args = [cruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, encoding: 'utf8' }, (_error, stdout, stderr) => {
      if (!stdout.startsWith('{')) return reject(new Error(stdout + stderr));
      const { violations }: Summary = JSON.parse(stdout).summary;
      resolve(violations.map(({ rule, from }) => `${rule.name} ${from}`));
    });
  });
}

function writePackage(folder: string): void {
  const name = `@frazil/${folder.replace('stores/', 'store-')}`;
  write(`packages/${folder}/package.json`, JSON.stringify({ name, exports: { '.': { '@frazil/source': './src/index.ts' } } }));
  write(`packages/${folder}/src/index.ts`, 'export const x = 1;\n');
  mkdirSync(join(root, 'node_modules/@frazil'), { recursive: true });
  symlinkSync(join(root, 'packages', folder), join(root, 'node_modules', name));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
