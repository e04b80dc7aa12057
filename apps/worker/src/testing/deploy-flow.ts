import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Context,
  type Digest,
  type EnvironmentLayer,
  type FrozenEnvironment,
  idOfEnvironment,
  keys,
  type Platform,
  type Store,
} from '@frazil/core';
import { DEFAULT_SUFFIXES, type Manifest, packageCode, writeManifest } from '@frazil/deployments';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { createFolderStore } from '@frazil/store-folder';
import type { WrittenFlow } from '@frazil/testkit';
import { machinePlatform } from '../settings/platform.ts';

/** A deployed flow in a folder of its own. */
export interface DeployedFlow extends Disposable {
  readonly folder: string;
  readonly store: Store;
  readonly manifest: Digest;
  /** The variables of all its containers; the volume is one of this machine. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How a test meddles with a deployment. */
export interface DeployChanges {
  readonly store?: Store;
  /** What the environment is frozen for; this machine when absent. */
  readonly platforms?: readonly Platform[];
  /** What the interpreter says it needs. */
  readonly glibc?: string;
  /** A file of text that names this, as the prefix that it was built in. */
  readonly placeholder?: string;
  /** A real environment of this machine's platform, which the store has, instead. */
  readonly environment?: Digest;
  /** The project, with the branch that it is deployed as. */
  readonly project?: Manifest['settings']['project'];
}

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };

/** Deploys a flow with an environment whose Python leads to this machine's, which is quick. */
export async function deployFlow({ flow, source }: WrittenFlow, changes: DeployChanges = {}): Promise<DeployedFlow> {
  const folder = mkdtempSync(join(tmpdir(), 'frazil-worker-'));
  const { platforms = [machinePlatform()], store = createFolderStore(join(folder, 'store')) } = changes;
  mkdirSync(join(folder, 'flow'));
  writeFileSync(join(folder, 'flow', flow.file), source);
  const scratch = join(folder, 'scratch');
  const input = { folder: join(folder, 'flow'), file: flow.file, suffixes: DEFAULT_SUFFIXES, excluded: [], store, scratch };
  const { digest: code } = await packageCode(input, context);
  const idOf = async (platform: Platform) => changes.environment ?? (await freeze(store, folder, { platform, ...changes }));
  const ids = await Promise.all(platforms.map(async (platform) => [platform, await idOf(platform)] as const));
  const environments = Object.fromEntries(flow.steps.map(({ name }) => [name, Object.fromEntries(ids)]));
  const written: Manifest = {
    schema: 1,
    flow,
    code,
    environments,
    settings: { tags: [], ...(changes.project && { project: changes.project }) },
  };
  const manifest = await writeManifest(store, written);
  return {
    folder,
    store,
    manifest,
    variables: variablesOf(folder, store, manifest),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function variablesOf(folder: string, store: Store, manifest: Digest): Readonly<Record<string, string>> {
  return {
    PATH: '/usr/bin:/bin',
    FRAZIL_STORE: store.url,
    FRAZIL_MANIFEST: manifest,
    FRAZIL_ENGINE: 'argo',
    FRAZIL_RUN: 'grown-1',
    FRAZIL_VOLUME: join(folder, 'volume'),
  };
}

interface Frozen {
  readonly platform: Platform;
  readonly glibc?: string;
  readonly placeholder?: string;
}

async function freeze(store: Store, folder: string, { platform, glibc = '2.17', placeholder }: Frozen): Promise<Digest> {
  const facts = JSON.stringify({ version: '3.11.7', provider: 'installed', platform, glibc });
  const layers = [
    await storeLayer(store, join(folder, `python-${platform}`), [
      file('bin/python3', `#!/bin/sh\nexec ${testPython()} "$@"\n`, true),
      file('lib/python3.11/frazil-interpreter.json', facts, false),
      ...(placeholder === undefined ? [] : namingFiles(placeholder)),
    ]),
  ];
  const environment: FrozenEnvironment = { schema: 1, id: idOfEnvironment(platform, layers), platform, python: '3.11.7', layers };
  await store.put(keys.environment(environment.id), Buffer.from(JSON.stringify(environment)));
  return environment.id;
}

/** A file that names the prefix it was built in, and the record that says so, as packages of conda have them. */
function namingFiles(prefix: string): readonly LayerEntry[] {
  const paths = [{ _path: 'etc/where', path_type: 'hardlink', prefix_placeholder: prefix, file_mode: 'text' }];
  const record = JSON.stringify({ name: 'ice', paths_data: { paths, paths_version: 1 } });
  return [file('etc/where', `${prefix}/share\n`, false), file('conda-meta/ice-1-0.json', record, false)];
}

async function storeLayer(store: Store, path: string, entries: readonly LayerEntry[]): Promise<EnvironmentLayer> {
  const layer = await packLayer(entries, path);
  await store.putFileIfAbsent(keys.layer(layer.digest), path);
  return { kind: 'interpreter', name: 'python', version: '3.11.7', layer };
}

function file(path: string, content: string, executable: boolean): LayerEntry {
  return { kind: 'file', path, executable, content: Buffer.from(content) };
}

function testPython(): string {
  if (existsSync('/usr/bin/python3')) return '/usr/bin/python3';
  return execFileSync('python3', ['-I', '-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}
