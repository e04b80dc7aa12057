import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LockedPackage } from '@frazil/core';
import { findPythons, makeChannel, realPackages } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Frozen, freezeTo } from './testing/freeze-to.ts';
import { withPythonPrefix } from './testing/python-prefix.ts';

let folder = '';
const program = findPythons().find(({ minor }) => minor === '3.11')?.python ?? '';
let frozen: Frozen;

// Installs what a lock names, from the channel, as conda would.
const INSTALL = `
import asyncio, json, os, sys
from rattler import Channel, Platform, VirtualPackage, install, solve
spec = json.load(sys.stdin)
async def main():
    platforms = [Platform('linux-64'), Platform('noarch')]
    records = await solve([Channel(spec['channel'])], spec['specs'], platforms=platforms, virtual_packages=VirtualPackage.detect())
    await install(records, spec['prefix'], cache_dir=spec['cache'], platform=Platform('linux-64'), show_progress=False)
    print(json.dumps(sorted(record.file_name for record in records)))
asyncio.run(main())
sys.stdout.flush()
os._exit(0)
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'conda-oracle-'));
  const packages = await withPythonPrefix('3.11', (prefix, version) => realPackages({ prefix, version, program }));
  await makeChannel(join(folder, 'ice'), packages, { isPacked: true });
  frozen = await freezeTo(folder, join(folder, 'ice'), {
    packages: { 'charset-normalizer': '', numpy: '1.26.4', libice: '' },
    python: '3.11',
  });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Tree = Map<string, string>;

/** Every file and link of a prefix but those that ought to differ; a prefix in a file is as long in one as in the other. */
function treeOf(prefix: string): Tree {
  const tree: Tree = new Map();
  for (const entry of readdirSync(prefix, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(prefix.length + 1);
    if (entry.isDirectory() || /\.pyc$|^conda-meta\/|^\.frazil-contents$|frazil-interpreter\.json$|^CACHEDIR\.TAG$/.test(name)) continue;
    if (entry.isSymbolicLink()) tree.set(name, `-> ${readlinkSync(path)}`);
    else tree.set(name, `${(lstatSync(path).mode & 0o100) !== 0} ${contentOf(path).replaceAll(prefix, 'PREFIX')}`);
  }
  return tree;
}

/** Commands are indented as conda indents them; rattler takes tabs. */
function contentOf(path: string): string {
  const content = readFileSync(path, 'latin1');
  return path.includes('/bin/') && content.startsWith('#!') ? content.replaceAll('\t', '    ') : content;
}

test('installs the files that rattler installs', { timeout: 300_000 }, () => {
  const venv = join(folder, 'venv');
  execFileSync(program, ['-m', 'venv', venv]);
  execFileSync(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', 'py-rattler==0.28.0']);
  const theirs = join(folder, 't'.repeat(frozen.directory.length - folder.length - 1));
  const specs = frozen.packages.map(({ name, version, files }) => `${name} ==${version} ${files[0]?.build}`);
  const input = JSON.stringify({ channel: join(folder, 'ice'), specs, prefix: theirs, cache: join(folder, 'rattler') });
  writeFileSync(join(folder, 'install.py'), INSTALL);
  mkdirSync(theirs);
  const output = execFileSync(join(venv, 'bin', 'python'), [join(folder, 'install.py')], { input, encoding: 'utf8' });
  expect(JSON.parse(output)).toEqual(frozen.packages.map(fileOf).sort());
  const [ours, other] = [treeOf(frozen.directory), treeOf(theirs)];
  expect([...ours.keys()].sort()).toEqual([...other.keys()].sort());
  for (const [path, content] of other) expect([path, ours.get(path) === content]).toEqual([path, true]);
});

function fileOf({ files: [file] }: LockedPackage): string {
  return file?.file ?? '';
}
