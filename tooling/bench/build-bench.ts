import { build } from 'esbuild';

/** Bundles what the bench starts as a process of its own, as the product is bundled. */
export async function buildBench(): Promise<void> {
  const root = new URL('../../', import.meta.url).pathname;
  await build({
    entryPoints: {
      'compile-many': `${root}tooling/bench/compile-many.ts`,
      'hydrate-once': `${root}tooling/bench/hydrate-once.ts`,
      'unpack-worker': `${root}packages/layers/src/unpack-worker.ts`,
    },
    outdir: `${root}tooling/bench/dist`,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    splitting: true,
    conditions: ['@frazil/source'],
    // Dependencies in CommonJS ask for built-in modules with `require`, which modules don't have.
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}
