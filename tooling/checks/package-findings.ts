import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as z from 'zod/mini';
import { readJson, type Workspace } from './workspaces.ts';

const FAMILIES: Readonly<Record<string, string>> = {
  compilers: 'compiler',
  deployers: 'deployer',
  ecosystems: 'ecosystem',
  frontends: 'frontend',
  launchers: 'launcher',
  stores: 'store',
};

const TsConfig = z.object({ references: z.optional(z.array(z.object({ path: z.string() }))) });

/** What a package of the repository lacks to be one of the house; one sentence each. Reads the package's files. */
export function packageFindings(root: string, workspace: Workspace, all: readonly Workspace[]): readonly string[] {
  const { folder } = workspace;
  const findings = folder.startsWith('tooling/')
    ? []
    : [...nameFindings(workspace), ...manifestFindings(workspace), ...readmeFindings(root, folder)];
  findings.push(...referenceFindings(root, workspace, all), ...importFindings(root, workspace));
  return findings.map((finding) => `${folder}: ${finding}`);
}

/** The name that a folder gives its package: `packages/stores/folder` is `@frazil/store-folder`. Pure. */
export function nameOfFolder(folder: string): string {
  const [, first = '', second] = folder.split('/');
  return second === undefined ? `@frazil/${first}` : `@frazil/${FAMILIES[first] ?? first}-${second}`;
}

function nameFindings({ folder, manifest }: Workspace): readonly string[] {
  const name = nameOfFolder(folder);
  return manifest.name === name ? [] : [`its name is ${manifest.name}; its folder says ${name}`];
}

function manifestFindings({ manifest }: Workspace): readonly string[] {
  const findings: string[] = [];
  if (!manifest.description) findings.push('package.json has no description');
  if (manifest.license !== 'Apache-2.0') findings.push('its license is not Apache-2.0');
  if (manifest.type !== 'module') findings.push('its type is not module');
  if (!manifest.files?.includes('dist')) findings.push('files does not name dist');
  if (manifest.bin === undefined) findings.push(...exportFindings(manifest.exports));
  return findings;
}

function exportFindings(exported: Workspace['manifest']['exports']): readonly string[] {
  const entry = Object.entries(exported?.['.'] ?? {});
  const expected = [
    ['@frazil/source', './src/index.ts'],
    ['types', './dist/index.d.ts'],
    ['default', './dist/index.js'],
  ];
  if (JSON.stringify(entry) === JSON.stringify(expected)) return [];
  return [`exports["."] is not ${JSON.stringify(Object.fromEntries(expected))}, in this order`];
}

function readmeFindings(root: string, folder: string): readonly string[] {
  const path = join(root, folder, 'README.md');
  if (!existsSync(path)) return ['it has no README.md'];
  return /^```\w+\n[\s\S]+?\n```$/m.test(readFileSync(path, 'utf8')) ? [] : ['its README.md has no example'];
}

function referenceFindings(root: string, { folder, manifest }: Workspace, all: readonly Workspace[]): readonly string[] {
  const path = join(root, folder, 'tsconfig.json');
  if (!existsSync(path)) return folder.startsWith('tooling/') ? [] : ['it has no tsconfig.json'];
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const wanted = all.filter((other) => names.includes(other.manifest.name)).map((other) => other.folder);
  const found = (TsConfig.parse(readJson(path)).references ?? []).map((reference) => posix.join(folder, reference.path));
  return [
    ...wanted.filter((other) => !found.includes(other)).map((other) => `tsconfig.json does not refer to ${other}, on which it depends`),
    ...found
      .filter((other) => !wanted.includes(other))
      .map((other) => `tsconfig.json refers to ${other}, which package.json does not name`),
  ];
}

// Hoisted node_modules let every package import every other; only what is declared is meant.
function importFindings(root: string, { folder, manifest }: Workspace): readonly string[] {
  const declared = { ...manifest.dependencies, ...manifest.devDependencies };
  const files = globSync('src/**/*.ts', { cwd: join(root, folder) });
  const imported = files.flatMap((file) => {
    const names = readFileSync(join(root, folder, file), 'utf8').matchAll(/(?:from|import\()\s*'(@frazil\/[^/']+)/g);
    return [...names].map(([, name = '']) => name);
  });
  const undeclared = [...new Set(imported)].filter((name) => name !== manifest.name && !(name in declared));
  return undeclared.map((name) => `it imports ${name}, which its package.json does not name`);
}
