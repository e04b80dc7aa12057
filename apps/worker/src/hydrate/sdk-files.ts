import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Digest, digestOfJson } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';

declare const FRAZIL_SDK: Readonly<Record<string, string>> | undefined;

/** The files of the Python SDK by their paths: those that the build put in, or this repository's. */
export function sdkFiles(): Readonly<Record<string, string>> {
  return typeof FRAZIL_SDK === 'object' ? FRAZIL_SDK : readSdk(sdkDirectory());
}

/** The name of an SDK: a digest of its files. Pure. */
export function digestOfSdk(files: Readonly<Record<string, string>>): Digest {
  return digestOfJson(files);
}

/** Reads the files of an SDK's folder. */
export function readSdk(folder: string): Readonly<Record<string, string>> {
  const paths = globSync('**/*.py', { cwd: folder }).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
