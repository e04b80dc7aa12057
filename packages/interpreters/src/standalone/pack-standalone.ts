import { constants, copyFile } from 'node:fs/promises';
import { type Context, diskError, type LayerReference, type LockedInterpreter, type Platform } from '@frazil/core';
import type { Sources } from '../choose/sources.ts';
import { glibcFloor } from '../elf/glibc-floor.ts';
import { errors } from '../errors.ts';
import { packInterpreter } from '../pack/pack-interpreter.ts';
import { compareAnswers, minorOf, parseWanted } from '../version.ts';
import type { ObtainedArchive } from './obtain-archive.ts';
import { standaloneTree } from './standalone-tree.ts';

/** Makes the layer of a python-build-standalone archive, for any platform, and keeps the archive as it was served. */
export async function packStandalone(
  locked: LockedInterpreter,
  platform: Platform,
  { layer, original, sources }: { readonly layer: string; readonly original: string; readonly sources: Sources },
  context: Context,
): Promise<LayerReference> {
  const { version } = locked;
  const archive = await sources.standalone.obtain(locked, platform, context);
  await copyFile(archive.path, original, constants.COPYFILE_FICLONE).catch((error: unknown) => {
    throw diskError(error, 'keeping the archive of an interpreter at', original);
  });
  const tree = await standaloneTree(archive.path, version, context);
  const compiler = archive.python ?? (await compilerFor(version, sources, context));
  const glibc = glibcFloor(tree.symbolVersions);
  const facts = { version, provider: 'standalone', platform, ...(glibc !== undefined && { glibc }) };
  return await packInterpreter({ entries: tree.entries, facts, compiler, output: layer }, context);
}

// Bytecode is the same on every platform: any Python of the minor version that runs here compiles for all.
async function compilerFor(version: string, sources: Sources, context: Context): Promise<string> {
  const installed = await sources.installed(minorOf(version), context);
  const exact = installed.find((python) => python.version === version) ?? installed[0];
  return exact?.executable ?? (await downloadedCompiler(version, sources, context));
}

async function downloadedCompiler(version: string, sources: Sources, context: Context): Promise<string> {
  const compare = compareAnswers(parseWanted(version));
  const entries = await sources.standalone.list(sources.host, minorOf(version), context);
  const [entry] = entries.toSorted((a, b) => compare(a.version, b.version));
  const archive: ObtainedArchive | undefined =
    entry && (await sources.standalone.obtain(await sources.standalone.lock(entry, context), sources.host, context));
  if (archive?.python !== undefined) return archive.python;
  throw errors.create('interpreters.compile-failed', { python: minorOf(version), reason: 'none runs on this machine' });
}
