import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPackageIndex } from '@frazil/testkit';
import { findUv } from '@frazil/uv';
import { type BuiltCommand, buildCommand, type Outcome } from '../../testing/command.ts';
import { type StartedProgram, startProgram } from './start-program.ts';
import { TINY_FLOW } from './tiny-flow.ts';
import { WHEELS } from './wheels.ts';

/** How a command is run beside what every one of them gets. */
export interface RunOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** Words before those of Node: a program that runs the rest. */
  readonly within?: readonly string[];
}

/** A person's folder with a flow, and a home of Frazil. */
export interface Scene {
  readonly folder: string;
  readonly home: string;
  /** Marks the processes that commands of this scene start, and their children. */
  readonly mark: string;
  write(name: string, source: string): Promise<void>;
  start(line: string, options?: RunOptions): StartedProgram;
  run(line: string, options?: RunOptions): Promise<Outcome>;
}

/** What the scenes of a test file share: the built command, an index of small wheels, an interpreter that is frozen already. */
export interface Stage extends AsyncDisposable {
  readonly index: string;
  /** A scene of its own with `flow.py`, whose home has the interpreter's layer and nothing else, or is a copy of another scene's. */
  scene(name: string, home?: string): Promise<Scene>;
}

/** Builds the command and starts the index. */
export async function openStage(): Promise<Stage> {
  const [command, index, uv] = await Promise.all([buildCommand(), startPackageIndex({ wheels: WHEELS }), findTestUv()]);
  // The program itself: shims of version managers are slow.
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  const variables = {
    FRAZIL_UV: uv,
    FRAZIL_PYTHON: python,
    FRAZIL_PYTHONS: python,
    UV_DEFAULT_INDEX: index.url,
    UV_HTTP_RETRIES: '0',
    UV_PYTHON_INSTALL_MIRROR: `${index.url}no-interpreters`,
    USER: 'ada',
    NO_COLOR: '1',
  };
  const program = [process.execPath, join(command.folder, 'bundle', 'frazil.js')];
  const open = (name: string) => sceneIn(join(command.folder, name), program, variables);
  const base = await baseHome(command, open);
  return {
    index: index.url,
    scene: async (name, home = base) => {
      const scene = await open(name);
      await cp(home, scene.home, { recursive: true, verbatimSymlinks: true });
      await scene.write('flow.py', TINY_FLOW);
      return scene;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([command.remove(), index.close()]);
    },
  };
}

async function findTestUv(): Promise<string> {
  const context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
  return (await findUv({ cacheDirectory: join(tmpdir(), 'frazil-tests') }, context)).path;
}

async function sceneIn(root: string, program: readonly string[], shared: Readonly<Record<string, string>>): Promise<Scene> {
  const [folder, home] = [join(root, 'flow'), join(root, 'home')];
  for (const name of ['flow', 'temporary', 'person']) await mkdir(join(root, name), { recursive: true });
  const mark = `FRAZIL_SCENE=${root}`;
  const own = { HOME: join(root, 'person'), TMPDIR: join(root, 'temporary'), UV_CACHE_DIR: join(root, 'person', 'uv') };
  const start: Scene['start'] = (line, { variables = {}, within = [] } = {}) => {
    const words = [...within, ...program, ...line.split(' ').filter((word) => word !== '')];
    return startProgram(words, folder, { ...shared, ...own, FRAZIL_HOME: home, FRAZIL_SCENE: root, ...variables });
  };
  return {
    folder,
    home,
    mark,
    start,
    run: (line, options) => start(line, options).outcome,
    write: (name, source) => writeFile(join(folder, name), source),
  };
}

/** A home with the layer of this machine's Python, made once for all runs of the tests on this machine: it takes seconds. */
async function baseHome({ folder }: BuiltCommand, open: (name: string) => Promise<Scene>): Promise<string> {
  const base = join(tmpdir(), 'frazil-tests', 'faults-home');
  if ((await realpath(base).catch(() => undefined)) !== undefined) return base;
  const scene = await open('base');
  await scene.write('flow.py', TINY_FLOW.replaceAll("packages={'tiny': '1.0'}", 'packages={}').replace('import tiny, dep', ''));
  const { exitCode, stderr } = await scene.run('flow.py freeze');
  if (exitCode !== 0) throw new Error(`no interpreter could be frozen: ${stderr}`);
  await rm(join(scene.home, 'cache'), { recursive: true });
  const filling = await mkdtemp(join(tmpdir(), 'frazil-tests', 'filling-'));
  await cp(join(scene.home, 'store', 'layers'), join(filling, 'store', 'layers'), { recursive: true });
  await cp(join(scene.home, 'store', 'recipes'), join(filling, 'store', 'recipes'), { recursive: true });
  await rename(filling, base).catch(() => rm(filling, { recursive: true }));
  await rm(join(folder, 'base'), { recursive: true });
  return base;
}
