import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LockedInterpreter } from '@frazil/core';
import { unpackLayers } from '@frazil/layers';
import { afterEach, expect, test } from 'vitest';
import { createInterpreters } from '../create-interpreters.ts';
import { readInterpreterFacts } from '../facts.ts';
import {
  cleanUp,
  HOST,
  installedPythons,
  machineUv,
  newestPython,
  onlyPython,
  recordingContext,
  temporaryFolder,
} from '../testing/machine.ts';
import { minorOf } from '../version.ts';
import { installedTree } from './installed-tree.ts';
import { isOfGlibc, linkedLibraries, modulesFolder } from './linked-libraries.ts';
import type { InstalledPython } from './probe-python.ts';

afterEach(cleanUp);

const isLinux = HOST.startsWith('linux-');
const canUnshare = isLinux && spawnSync('unshare', ['-rm', 'true']).status === 0;

/** One of each kind: with a shared libpython, and with its own inside. */
async function kinds(): Promise<readonly InstalledPython[]> {
  const pythons = (await installedPythons()).filter(({ version }) => Number(version.split('.')[1]) >= 8);
  const isShared = (python: InstalledPython) => existsSync(join(python.prefix, 'lib', `libpython${minorOf(python.version)}.so.1.0`));
  return [pythons.find(isShared), pythons.find((python) => !isShared(python))].filter((python) => python !== undefined);
}

const CHECK = `
import importlib, json, os, sys, sysconfig
folder = os.path.join(sysconfig.get_path('stdlib'), 'lib-dynload')
modules = sorted(name.split('.')[0] for name in os.listdir(folder))
for name in modules:
    importlib.import_module(name)
import bz2, ctypes, curses, decimal, hashlib, json.tool, lzma, readline, sqlite3, ssl, uuid, zlib
ssl.create_default_context()
sqlite3.connect(':memory:').execute('select 1')
ctypes.CDLL(None)
mapped = {line.split(None, 5)[5].strip() for line in open('/proc/self/maps') if len(line.split(None, 5)) > 5}
print(json.dumps({
    'version': '%d.%d.%d' % sys.version_info[:3],
    'prefix': sys.prefix,
    'path': sys.path,
    'packages': sysconfig.get_path('purelib'),
    'headers': sysconfig.get_config_var('INCLUDEPY'),
    'compiled': json.tool.__cached__,
    'source': json.tool.main.__code__.co_filename,
    'modules': len(modules),
    'mapped': sorted(path for path in mapped if path.startswith('/')),
}))
`;

interface Said {
  readonly version: string;
  readonly prefix: string;
  readonly path: readonly string[];
  readonly packages: string;
  readonly headers: string;
  readonly compiled: string;
  readonly source: string;
  readonly modules: number;
  readonly mapped: readonly string[];
}

function expectMoved(said: Said, prefix: string, python: InstalledPython): void {
  expect(said.version).toBe(python.version);
  expect(said.prefix).toBe(prefix);
  expect(said.path.filter((path) => !path.startsWith(prefix))).toEqual([]);
  expect(said.packages).toBe(`${prefix}/lib/python${minorOf(python.version)}/site-packages`);
  expect(said.headers.startsWith(prefix)).toBe(true);
  expect([said.compiled, said.source].filter((path) => !path.startsWith(prefix))).toEqual([]);
  expect(said.modules).toBeGreaterThan(10);
  const outside = said.mapped.filter((path) => !path.startsWith(prefix) && !isOfGlibc(path.split('/').at(-1) ?? ''));
  expect(outside.filter((path) => /\.so/.test(path))).toEqual([]);
}

async function hydrate(python: InstalledPython, folder: string, prefix: string): Promise<LockedInterpreter> {
  const context = recordingContext();
  const variables = { ...process.env, ...onlyPython(python.executable, folder), UV_PYTHON_INSTALL_MIRROR: 'http://127.0.0.1:9' };
  const interpreters = createInterpreters({ uv: machineUv, cacheDirectory: join(folder, 'cache'), host: HOST, variables });
  const [locked] = await interpreters.choose(python.version, [HOST], { strict: true }, context);
  if (locked === undefined) throw new Error('nothing was chosen');
  const output = { layer: join(folder, 'layer'), original: join(folder, 'original') };
  const reference = await interpreters.pack(locked, HOST, output, context);
  const again = await interpreters.pack(locked, HOST, { ...output, layer: join(folder, 'again') }, context);
  expect(again).toEqual(reference);
  expect(existsSync(output.original)).toBe(false);
  mkdirSync(prefix, { recursive: true });
  await unpackLayers([{ source: { kind: 'file', path: output.layer }, reference }], prefix, { signal: context.signal });
  return locked;
}

test.runIf(isLinux)('an installed interpreter runs from another folder and uses nothing of the old one', async () => {
  for (const python of await kinds()) {
    const folder = await temporaryFolder();
    const prefix = join(folder, 'another prefix');
    const locked = await hydrate(python, folder, prefix);
    expect(locked).toEqual({ version: python.version, provider: 'installed', build: python.build, platforms: [HOST] });
    const facts = await readInterpreterFacts(prefix);
    expect(facts).toEqual({ version: python.version, provider: 'installed', platform: HOST, glibc: expect.stringMatching(/^2\.\d+$/) });
    const said = execFileSync(join(prefix, 'bin/python'), ['-I', '-c', CHECK], { env: {} }).toString();
    expectMoved(JSON.parse(said), prefix, python);
    if (canUnshare) expectMoved(await runInEmptyRoot(python, folder, prefix), '/opt/a b', python);
  }
});

/** Runs the check where there is nothing but glibc, /proc and the prefix. */
async function runInEmptyRoot(python: InstalledPython, folder: string, prefix: string): Promise<Said> {
  const root = join(folder, 'root');
  const modules = readdirSync(modulesFolder(python)).filter((name) => name.endsWith('.so'));
  const linked = await linkedLibraries(python, modules, recordingContext());
  const loaders = ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1'].filter((path) => existsSync(path));
  const libraries = [...linked].filter(([name]) => isOfGlibc(name)).map(([, path]) => path);
  for (const path of [...libraries, ...loaders]) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    copyFileSync(path, join(root, path));
  }
  for (const name of ['proc', 'opt/a b']) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, 'check.py'), CHECK);
  const script = 'mount --rbind /proc "$1/proc" && mount --bind "$2" "$1/opt/a b" && exec chroot "$1" "/opt/a b/bin/python" -I /check.py';
  const variables = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  const { stdout } = await promisify(execFile)('unshare', ['-rm', 'sh', '-c', script, 'sh', root, prefix], { env: variables });
  return JSON.parse(stdout);
}

test('a Python that is not there any more is interpreters.unreadable, one that is none interpreters.not-relocatable', async () => {
  const python = await newestPython();
  const folder = await temporaryFolder();
  const gone = { ...python, executable: join(folder, 'gone') };
  await expect(installedTree(gone, recordingContext())).rejects.toMatchObject({ code: 'interpreters.unreadable' });
  writeFileSync(gone.executable, '#!/bin/sh\n');
  await expect(installedTree(gone, recordingContext())).rejects.toMatchObject({ code: 'interpreters.not-relocatable' });
});
