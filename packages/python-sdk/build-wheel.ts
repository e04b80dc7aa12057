import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const NOT_SHIPPED = /^(tsc|__pycache__|\.tsbuildinfo)$|\.(pyc|map|d\.ts)$/;

const { values } = parseArgs({
  options: {
    cli: { type: 'string', default: join(HERE, '../../apps/cli/dist') },
    output: { type: 'string', default: join(HERE, 'dist/wheel') },
    python: { type: 'string', default: 'python3' },
  },
});

/** Builds the wheel `frazil`: the Python packages with the bundled command line tool inside. `--cli DIR --output DIR --python EXECUTABLE`. */
async function main(): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'frazil-wheel-'));
  try {
    await copyParts(stage);
    runBuild(stage, resolve(values.output));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function copyParts(stage: string): Promise<void> {
  const filter = (source: string) => !NOT_SHIPPED.test(basename(source));
  for (const part of ['package.json', 'pyproject.toml', 'README.md', 'python']) {
    await cp(join(HERE, part), join(stage, part), { recursive: true, filter });
  }
  const tool = join(stage, 'python/frazil/_cli');
  await stat(join(values.cli, 'frazil.js'));
  await cp(values.cli, tool, { recursive: true, filter });
  // Without it Node would take the bundle for CommonJS.
  await writeFile(join(tool, 'package.json'), '{"type":"module"}\n');
}

function runBuild(stage: string, output: string): void {
  const commands: readonly (readonly [string, ...string[]])[] = [
    ['uv', 'build', '--wheel', '--quiet', '--out-dir', output, stage],
    [values.python, '-m', 'pip', 'wheel', '--quiet', '--no-deps', '--disable-pip-version-check', '--wheel-dir', output, stage],
  ];
  for (const [program, ...rest] of commands) {
    const { error, status } = spawnSync(program, rest, { stdio: 'inherit' });
    if (error === undefined && status === 0) return;
    if (error === undefined && status !== 0) process.stderr.write(`${program} ended with ${status}\n`);
  }
  throw new Error('neither uv nor pip could build the wheel');
}

await main();
