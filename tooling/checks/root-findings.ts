import { join } from 'node:path';
import * as z from 'zod/mini';
import { readJson, type Workspace } from './workspaces.ts';

const TsConfig = z.object({ references: z.array(z.object({ path: z.string() })) });

/** What the root lacks to hold its packages together. Reads the root's tsconfig.json. */
export function rootFindings(root: string, workspaces: readonly Workspace[]): readonly string[] {
  return [...referenceFindings(root, workspaces), ...versionFindings(workspaces)];
}

function referenceFindings(root: string, workspaces: readonly Workspace[]): readonly string[] {
  const { references } = TsConfig.parse(readJson(join(root, 'tsconfig.json')));
  const found = references.map(({ path }) => path);
  const missing = workspaces.filter(({ folder }) => !folder.startsWith('tooling/') && !found.includes(folder));
  return missing.map(({ folder }) => `tsconfig.json: it does not refer to ${folder}`);
}

/** Packages that ask for different versions of one dependency. Pure. */
function versionFindings(workspaces: readonly Workspace[]): readonly string[] {
  const versions = new Map<string, Map<string, string>>();
  for (const { folder, manifest } of workspaces.filter(({ folder }) => !folder.startsWith('tooling/'))) {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      versions.set(name, (versions.get(name) ?? new Map()).set(version, folder));
    }
  }
  return [...versions]
    .filter(([, asked]) => asked.size > 1)
    .map(([name, asked]) => `${name}: ${[...asked].map(([version, folder]) => `${folder} asks for ${version}`).join(', ')}`);
}
