import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, type Event, type Platform, platformOf } from '@frazil/core';
import { findUv, type Uv } from '@frazil/uv';
import { findInstalledPythons } from '../installed/find-installed-pythons.ts';
import type { InstalledPython } from '../installed/probe-python.ts';

/** The platform that the tests run on. */
export const HOST: Platform = platformOf(process) ?? 'linux-x86_64';

/** A context that keeps what is reported. */
export function recordingContext(signal: AbortSignal = new AbortController().signal): Context & { readonly events: Event[] } {
  const events: Event[] = [];
  return { events, signal, reporter: { report: (event) => events.push(event) } };
}

const cleanings: (() => unknown)[] = [];

/** Has something done by the next `cleanUp`. */
export function whenFinished(action: () => unknown): void {
  cleanings.push(action);
}

/** Does what was put off; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const action of cleanings.splice(0)) await action();
}

/** A folder that is gone after the next `cleanUp`. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil interpreters '));
  whenFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The newest Python of this machine. */
export async function newestPython(): Promise<InstalledPython> {
  const [python] = await installedPythons();
  if (python === undefined) throw new Error('these tests need a Python on this machine');
  return python;
}

let found: Promise<readonly InstalledPython[]> | undefined;

/** The Pythons of this machine, newest first, asked once a test file: nothing of it is remembered. */
export async function installedPythons(): Promise<readonly InstalledPython[]> {
  found ??= findInstalledPythons({ cacheDirectory: '/dev/null', host: HOST }, recordingContext());
  return await found;
}

/** An environment in which no Python is found but this one. */
export function onlyPython(executable: string, home: string): Record<string, string | undefined> {
  return { HOME: home, PYENV_ROOT: home, UV_PYTHON_INSTALL_DIR: home, PATH: '/usr/bin-of-nobody', FRAZIL_PYTHONS: executable };
}

/** The uv of this machine, or the pinned one, brought once. */
export async function machineUv(): Promise<Uv> {
  return await findUv({ cacheDirectory: join(tmpdir(), 'frazil-test-uv') }, recordingContext());
}
