import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCase, Contender } from '../bench-case.ts';
import { emptyFolder, frazilVariables, placeFlow, type Workshop } from '../workshop.ts';

/** Hydration of the reference environment against unpacking and installing the same. `disk` names the file system in the table. */
export function hydrateSuite(workshop: Workshop, disk: string): readonly BenchCase[] {
  const material = makeMaterial(workshop);
  return [coldCase(workshop, material, disk), warmCase(workshop, material, disk)];
}

interface Material {
  readonly store: string;
  /** The frozen environment's record. */
  readonly record: string;
  /** Its tree as a plain tar, as tar.zst, and packed by venv-pack. */
  readonly tar: string;
  readonly tarZst: string;
  readonly venvPack: string;
  /** Its wheels, and pins of them. */
  readonly wheels: string;
  readonly pins: string;
}

function makeMaterial(workshop: Workshop): Material {
  const folder = join(workshop.folder, 'material');
  const file = placeFlow(workshop, 'reference.py', 'material');
  const home = 'material/home';
  run(workshop.frazil, [file, '--platform=linux-x86_64', 'freeze'], { ...frazilVariables(workshop, home), FRAZIL_UV: workshop.peers.uv });
  const material = {
    store: join(workshop.folder, home, 'store'),
    record: findRecord(join(workshop.folder, home, 'store', 'environments')),
    tar: join(folder, 'tree.tar'),
    tarZst: join(folder, 'tree.tar.zst'),
    venvPack: join(folder, 'venv.tar.gz'),
    wheels: join(folder, 'wheels'),
    pins: join(folder, 'pins.txt'),
  };
  packTree(workshop, material, folder);
  packVenv(workshop, material, folder);
  return material;
}

function findRecord(folder: string): string {
  const records = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const sizes = records.map((name) => [join(folder, name), readFileSync(join(folder, name)).length] as const);
  return sizes.sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

function packTree(workshop: Workshop, material: Material, folder: string): void {
  const tree = join(folder, 'tree');
  rmSync(tree, { recursive: true, force: true });
  run(hydrateCommand(workshop), [material.store, material.record, join(folder, 'cache'), tree]);
  run(['tar'], ['-cf', material.tar, '-C', tree, '.']);
  run(['tar'], ['--zstd', '-cf', material.tarZst, '-C', tree, '.']);
}

function packVenv(workshop: Workshop, material: Material, folder: string): void {
  const { python, uv, venvPack } = workshop.peers;
  const wanted = ['pandas==2.1.1', 'scikit-learn==1.3.2', 'pyarrow==14.0.2'];
  const venv = join(folder, 'venv');
  if (existsSync(material.venvPack)) return;
  run([uv], ['venv', '-q', '--python', workshop.hostPython, venv]);
  run(
    [uv],
    ['pip', 'install', '-q', '--python', join(venv, 'bin/python'), '--compile-bytecode', '--exclude-newer', '2024-01-15', ...wanted],
  );
  writeFileSync(material.pins, execFileSync(uv, ['pip', 'freeze', '--python', join(venv, 'bin/python')]));
  run([python], ['-m', 'pip', 'download', '-q', '--no-deps', '-d', material.wheels, '-r', material.pins]);
  run([venvPack], ['-q', '-f', '-p', venv, '-o', material.venvPack]);
}

function coldCase(workshop: Workshop, material: Material, disk: string): BenchCase {
  return {
    name: `hydrate the reference environment, cold, on ${disk}`,
    ours: frazilInto(workshop, material),
    peers: [
      unpack(workshop, 'tar -xf', ['tar', '-xf', material.tar]),
      unpack(workshop, 'tar --zstd -xf', ['tar', '--zstd', '-xf', material.tarZst]),
      unpack(workshop, 'venv-pack (tar -xzf)', ['tar', '-xzf', material.venvPack]),
      uvInstall(workshop, material, 'uv pip install, cold cache', true),
      pipInstall(workshop, material),
    ],
    aims: { 'tar -xf': disk === 'tmpfs' ? 1.2 : 0.6 },
  };
}

function warmCase(workshop: Workshop, material: Material, disk: string): BenchCase {
  const cache = join(workshop.folder, 'hydrate-cache');
  const ours: Contender = {
    name: 'frazil',
    command: [...hydrateCommand(workshop), material.store, material.record, cache],
    prepare: () => rmSync(join(cache, 'environments'), { recursive: true, force: true }),
  };
  const name = 'uv pip install, warm cache';
  return {
    name: `hydrate the reference environment with its interpreter, layers unpacked before, on ${disk}`,
    ours,
    peers: [uvInstall(workshop, material, name, false)],
    aims: { [name]: 1 },
  };
}

function hydrateCommand(workshop: Workshop): readonly string[] {
  return [workshop.node, fileURLToPath(new URL('../dist/hydrate-once.js', import.meta.url))];
}

function frazilInto(workshop: Workshop, material: Material): Contender {
  const target = join(workshop.folder, 'hydrated');
  return {
    name: 'frazil',
    command: [...hydrateCommand(workshop), material.store, material.record, join(workshop.folder, 'into-cache'), target],
    prepare: () => rmSync(target, { recursive: true, force: true }),
  };
}

function unpack(workshop: Workshop, name: string, command: readonly string[]): Contender {
  const target = join(workshop.folder, 'unpacked');
  return { name, command: [...command, '-C', target], prepare: () => void emptyFolder(workshop, 'unpacked') };
}

function uvInstall(workshop: Workshop, material: Material, name: string, isCold: boolean): Contender {
  const cache = join(workshop.folder, isCold ? 'uv-hydrate-cold' : 'uv-hydrate-warm');
  return {
    name,
    command: [
      ...[workshop.peers.uv, 'pip', 'install', '-q', '--offline', '--no-index', '--find-links', material.wheels],
      ...['--python', workshop.hostPython, '--no-deps', '--target', join(workshop.folder, 'uv-target'), '-r', material.pins],
    ],
    variables: { UV_CACHE_DIR: cache, UV_LINK_MODE: 'hardlink', UV_PYTHON_DOWNLOADS: 'never' },
    prepare: () => {
      emptyFolder(workshop, 'uv-target');
      if (isCold) rmSync(cache, { recursive: true, force: true });
    },
  };
}

function pipInstall(workshop: Workshop, material: Material): Contender {
  return {
    name: 'pip install',
    command: [
      ...[workshop.peers.python, '-m', 'pip', 'install', '-q', '--no-index', '--find-links', material.wheels, '--no-deps'],
      ...['--target', join(workshop.folder, 'pip-target'), '-r', material.pins],
    ],
    prepare: () => void emptyFolder(workshop, 'pip-target'),
  };
}

function run(
  [program = '', ...before]: readonly string[],
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): void {
  execFileSync(program, [...before, ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...variables } });
}
