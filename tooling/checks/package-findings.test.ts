import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameOfFolder, packageFindings } from './package-findings.ts';
import { rootFindings } from './root-findings.ts';
import { findWorkspaces } from './workspaces.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'frazil-checks-'));
  write('package.json', JSON.stringify({ workspaces: ['packages/*', 'packages/stores/*'] }));
  write('tsconfig.json', JSON.stringify({ references: [{ path: 'packages/core' }, { path: 'packages/stores/folder' }] }));
  writePackage('packages/core', '@frazil/core', {});
  writePackage('packages/stores/folder', '@frazil/store-folder', { '@frazil/core': '0.0.0' }, ['../../core']);
  write('packages/stores/folder/src/index.ts', "import { keys } from '@frazil/core';\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('packages of the house have nothing to mend', () => {
  expect(findings()).toEqual([]);
});

test('a folder gives its package its name', () => {
  expect(nameOfFolder('packages/stores/folder')).toBe('@frazil/store-folder');
  expect(nameOfFolder('packages/core')).toBe('@frazil/core');
  expect(nameOfFolder('apps/cli')).toBe('@frazil/cli');
});

test('an empty manifest lacks everything', () => {
  write('packages/core/package.json', JSON.stringify({ name: '@frazil/kernel' }));
  expect(findings()).toEqual(
    expect.arrayContaining([
      'packages/core: its name is @frazil/kernel; its folder says @frazil/core',
      'packages/core: package.json has no description',
      'packages/core: its license is not Apache-2.0',
      'packages/core: its type is not module',
      'packages/core: files does not name dist',
      expect.stringContaining('packages/core: exports["."] is not'),
    ]),
  );
});

test('a README needs an example', () => {
  write('packages/core/README.md', '# core\nNothing to see.\n');
  expect(findings()).toEqual(['packages/core: its README.md has no example']);
});

test('references of tsconfig.json equal the packages depended on, both ways', () => {
  writePackage('packages/core', '@frazil/core', {}, ['../stores/folder']);
  writePackage('packages/stores/folder', '@frazil/store-folder', { '@frazil/core': '0.0.0' });
  expect(findings()).toEqual([
    'packages/core: tsconfig.json refers to packages/stores/folder, which package.json does not name',
    'packages/stores/folder: tsconfig.json does not refer to packages/core, on which it depends',
  ]);
});

test('an import of a package that is not declared is found', () => {
  write('packages/core/src/a.ts', "const { b } = await import('@frazil/store-folder');\n");
  expect(findings()).toEqual(['packages/core: it imports @frazil/store-folder, which its package.json does not name']);
});

test('the root refers to every package, and versions agree', () => {
  writePackage('packages/uv', '@frazil/uv', { zod: '1.0.0' });
  writePackage('packages/stores/folder', '@frazil/store-folder', { '@frazil/core': '0.0.0', zod: '2.0.0' }, ['../../core']);
  expect(rootFindings(root, findWorkspaces(root))).toEqual([
    'tsconfig.json: it does not refer to packages/uv',
    'zod: packages/stores/folder asks for 2.0.0, packages/uv asks for 1.0.0',
  ]);
});

function findings(): readonly string[] {
  const workspaces = findWorkspaces(root);
  return workspaces.flatMap((workspace) => packageFindings(root, workspace, workspaces));
}

function writePackage(folder: string, name: string, dependencies: Record<string, string>, references: readonly string[] = []): void {
  const entry = { '@frazil/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' };
  const manifest = {
    name,
    description: 'A part.',
    license: 'Apache-2.0',
    type: 'module',
    exports: { '.': entry },
    files: ['dist'],
    dependencies,
  };
  write(`${folder}/package.json`, JSON.stringify(manifest));
  write(`${folder}/tsconfig.json`, JSON.stringify({ references: references.map((path) => ({ path })) }));
  write(`${folder}/README.md`, `# ${name}\n\n\`\`\`ts\nuse();\n\`\`\`\n`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
