import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile, Plugin } from 'esbuild';

const HERE = fileURLToPath(new URL('..', import.meta.url));

/**
 * One chunk for all that the start shares with what is loaded later. By itself esbuild makes a chunk for each set of chunks that share
 * something, which are dozens, and each file takes Node a millisecond; here everything that is loaded later imports all of it, which costs
 * nothing as it is there by then. `start` is the entry that is always loaded, `metafile` what a build without this plugin gave.
 */
export function startChunk(start: string, { outputs }: Metafile): Plugin {
  const shared = sharedAtStart(start, outputs).map((path) => `import ${JSON.stringify(resolve(HERE, path))};`);
  const later = new Set(laterEntries(start, outputs).map((path) => resolve(HERE, path)));
  return {
    name: 'start-chunk',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^start-chunk$/ }, ({ path }) => ({ path, namespace: 'start-chunk' }));
      onLoad({ filter: /.*/, namespace: 'start-chunk' }, () => ({ contents: shared.join('\n'), resolveDir: HERE }));
      onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) =>
        later.has(path) ? { contents: `import 'start-chunk'; ${await readFile(path, 'utf8')}`, loader: 'ts' } : undefined,
      );
    },
  };
}

type Outputs = Metafile['outputs'];

/** Our modules of the chunks that the start's own imports, and what those import. Modules of packages come with them. */
function sharedAtStart(start: string, outputs: Outputs): readonly string[] {
  const own = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === start);
  if (own === undefined) throw new Error(`${start} is no entry of the bundle`);
  const chunks = new Set([own]);
  for (const path of chunks) {
    const imported = outputs[path]?.imports.filter(({ kind, external }) => kind === 'import-statement' && !external) ?? [];
    for (const { path } of imported) chunks.add(path);
  }
  chunks.delete(own);
  return [...chunks].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})).filter((path) => !path.includes('node_modules/'));
}

/** The modules that something imports when it needs them, but for the start. */
function laterEntries(start: string, outputs: Outputs): readonly string[] {
  const all = Object.values(outputs).flatMap(({ imports }) => imports);
  const paths = new Set(all.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path));
  return [...paths].flatMap((path) => outputs[path]?.entryPoint ?? []).filter((entry) => entry !== start);
}
