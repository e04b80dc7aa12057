import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from '@frazil/core';
import type { Variables } from '../settings/settings.ts';

/** Where a step runs: a folder of its own that it may write to, in which the code package's files seem to be. */
export interface WorkFolder extends Disposable {
  readonly path: string;
  /** Variables that lead programs to folders they may write to. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes a folder to run in, below `parent`; nothing is copied. */
export function makeWorkFolder(parent: string, code: string, variables: Variables): WorkFolder {
  const path = join(parent, `run-${randomUUID()}`);
  try {
    mkdirSync(path, { recursive: true });
    for (const name of readdirSync(code)) if (!name.startsWith('.')) symlinkSync(join(code, name), join(path, name));
    return { path, variables: writableFolders(parent, variables), [Symbol.dispose]: () => removeFolder(path) };
  } catch (error) {
    throw diskError(error, 'making', path);
  }
}

/** A user of an image that doesn't know it has no home, and a root file system may be read-only. */
function writableFolders(parent: string, { HOME, TMPDIR }: Variables): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  if (!HOME || HOME === '/' || !isWritable(HOME)) given.HOME = made(join(parent, 'home'));
  if (!isWritable(TMPDIR || '/tmp')) given.TMPDIR = made(join(parent, 'tmp'));
  return given;
}

function made(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The volume goes with its pod.
  }
}
