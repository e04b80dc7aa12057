import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Names = z.optional(z.record(z.string(), z.string()));

/** What the checks read of a `package.json`. */
const Manifest = z.object({
  name: z.string(),
  description: z.optional(z.string()),
  license: z.optional(z.string()),
  private: z.optional(z.boolean()),
  type: z.optional(z.string()),
  files: z.optional(z.array(z.string())),
  bin: Names,
  exports: z.optional(z.record(z.string(), z.record(z.string(), z.string()))),
  dependencies: Names,
  devDependencies: Names,
});
type Manifest = z.infer<typeof Manifest>;

/** One package of the repository. */
export interface Workspace {
  /** Relative to the repository, with `/`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of a repository, in order of folder. */
export function findWorkspaces(root: string): readonly Workspace[] {
  const { workspaces } = z.object({ workspaces: z.array(z.string()) }).parse(readJson(join(root, 'package.json')));
  const manifests = workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }));
  return manifests.sort().map((path) => ({
    folder: path.replace(/[\\/]package\.json$/, '').replaceAll('\\', '/'),
    manifest: Manifest.parse(readJson(join(root, path))),
  }));
}

/** The parsed content of a JSON file. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
