import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { REQUIRE, withoutNamespaces } from './bundling/built-in-modules.ts';
import { startChunk } from './bundling/start-chunk.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGES = join(HERE, '../../packages');
const OUTPUT = resolve(process.argv[2] ?? join(HERE, 'dist'));

/** Bundles the command: an entry, chunks that are loaded when they are needed, the threads' programs and the Python SDK. */
async function main(): Promise<void> {
  const { version } = JSON.parse(await readFile(join(HERE, 'package.json'), 'utf8'));
  await removeBundles();
  const { metafile } = await build({ ...options(version), metafile: true });
  const { outputFiles } = await build({ ...options(version), plugins: [startChunk('src/main.ts', metafile)] });
  await mkdir(OUTPUT, { recursive: true });
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(path, withoutNamespaces(text))));
  await chmod(join(OUTPUT, 'frazil.js'), 0o755);
  await copyPython(join(PACKAGES, 'python-sdk/python'), join(OUTPUT, 'python-sdk'));
  await copyPython(join(HERE, 'python'), join(OUTPUT, 'python'));
}

function options(version: string) {
  return {
    absWorkingDir: HERE,
    entryPoints: {
      frazil: join(HERE, 'src/entry.ts'),
      'solve-worker': join(PACKAGES, 'ecosystems/conda/src/solve/solve-worker.ts'),
      'unpack-worker': join(PACKAGES, 'layers/src/unpack-worker.ts'),
    },
    outdir: OUTPUT,
    chunkNames: 'chunk-[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['@frazil/source'],
    define: { FRAZIL_VERSION: JSON.stringify(version) },
    banner: { js: REQUIRE },
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
  } as const satisfies BuildOptions;
}

async function copyPython(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (source) => !/__pycache__|\.pyc$|\.egg-info$/.test(source) });
}

// Only what this makes: `tsc` keeps its own files in the same folder. Names of chunks change with their content.
async function removeBundles(): Promise<void> {
  const names = await readdir(OUTPUT).catch(() => []);
  const ours = names.filter(
    (name) =>
      name.startsWith('chunk-') || name === 'python-sdk' || name === 'python' || /^(frazil|solve-worker|unpack-worker)\.js$/.test(name),
  );
  await Promise.all(ours.map((name) => rm(join(OUTPUT, name), { recursive: true })));
}

await main();
