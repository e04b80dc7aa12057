import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const BUILD = fileURLToPath(new URL('../build-wheel.ts', import.meta.url));
const FLOW = "from metaflow import FlowSpec\nclass F(FlowSpec): pass\nif __name__ == '__main__':\n    F()\n";
const run = promisify(execFile);
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

test.skipIf(!hasPip)('the wheel carries the tool, and a flow that is run becomes it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-wheel-test-'));
  try {
    await mkdir(join(folder, 'cli/python-sdk'), { recursive: true });
    await writeFile(
      join(folder, 'cli/frazil.js'),
      'import { argv, env } from "node:process"; console.log(JSON.stringify([argv.slice(2), env.FRAZIL_PYTHON]))',
    );
    await writeFile(join(folder, 'cli/python-sdk/kept.py'), '');
    await writeFile(join(folder, 'cli/frazil.js.map'), '');
    await writeFile(join(folder, 'flow.py'), FLOW);
    await run(process.execPath, [BUILD, '--cli', join(folder, 'cli'), '--output', join(folder, 'out')]);
    const [wheel = ''] = await readdir(join(folder, 'out'));
    expect(wheel).toMatch(/^frazil-.*-py3-none-any\.whl$/);
    const site = join(folder, 'site');
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', site, join(folder, 'out', wheel)]);
    expect(await readdir(join(site, 'frazil/_cli'))).toEqual(expect.arrayContaining(['frazil.js', 'package.json', 'python-sdk']));
    expect(await readdir(join(site, 'frazil/_cli'))).not.toContain('frazil.js.map');
    const variables = { ...process.env, PYTHONPATH: site, FRAZIL_NODE: process.execPath };
    const { stdout } = await run('python3', [join(folder, 'flow.py'), '--environment=pypi', 'run'], { env: variables });
    expect(JSON.parse(stdout)).toEqual([[join(folder, 'flow.py'), '--environment=pypi', 'run'], expect.stringContaining('python')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
