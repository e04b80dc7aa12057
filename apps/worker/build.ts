import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bringBun, foreignBun } from './bring-bun.ts';
import { readSdk } from './src/hydrate/sdk-files.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const { values: options, positionals } = parseArgs({ options: { bring: { type: 'boolean' } }, allowPositionals: true });
const OUTPUT = resolve(positionals[0] ?? join(HERE, 'dist'));
const HOST = join(ROOT, 'node_modules/@oven/bun-linux-x64-baseline/bin/bun');

/** The platforms that there are workers for, each with the runtime that goes into them. */
const TARGETS = { 'linux-x86_64': 'bun-linux-x64-baseline', 'linux-aarch64': 'bun-linux-aarch64' } as const;

// Dependencies in CommonJS ask for built-in modules with `require`, which modules don't have.
const REQUIRE = "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

/**
 * Makes `dist/PLATFORM/frazil-worker`, one executable each, and its sha256 beside it: for the platform whose Bun npm installed,
 * and for those whose Bun is in the cache; `--bring` brings it there.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-worker-build-'));
  try {
    await bundle(folder);
    for (const [platform, name] of Object.entries(TARGETS)) compile(folder, platform, name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(folder: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
  const sdk = readSdk(join(ROOT, 'packages/python-sdk/python'));
  await build({
    entryPoints: { 'frazil-worker': join(HERE, 'src/entry.ts'), 'unpack-worker': join(ROOT, 'packages/layers/src/unpack-worker.ts') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['@frazil/source'],
    define: { FRAZIL_VERSION: JSON.stringify(version), FRAZIL_SDK: JSON.stringify(sdk) },
    banner: { js: REQUIRE },
    legalComments: 'none',
    logLevel: 'warning',
  });
}

function compile(folder: string, platform: string, name: string): void {
  const runtime = runtimeOf(name);
  if (runtime === undefined) {
    process.stderr.write(`no worker for ${platform}: @oven/${name} is not there; --bring brings it\n`);
    return;
  }
  const output = join(OUTPUT, platform, 'frazil-worker');
  const entries = ['frazil-worker.js', 'unpack-worker.js'].map((entry) => join(folder, entry));
  const flags = ['--compile', '--bytecode', '--format=esm', '--minify', `--compile-executable-path=${runtime}`, '--outfile', output];
  execFileSync(HOST, ['build', ...flags, ...entries], { stdio: ['ignore', 'ignore', 'inherit'] });
  const sha256 = createHash('sha256').update(readFileSync(output)).digest('hex');
  writeFileSync(`${output}.sha256`, `${sha256}  frazil-worker\n`);
  process.stdout.write(`${output} ${sha256}\n`);
}

function runtimeOf(name: string): string | undefined {
  const installed = join(ROOT, 'node_modules/@oven', name, 'bin/bun');
  if (existsSync(installed)) return installed;
  if (options.bring) bringBun(name);
  return existsSync(foreignBun(name)) ? foreignBun(name) : undefined;
}

await main();
