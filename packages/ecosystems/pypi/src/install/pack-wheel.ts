import { fstatSync } from 'node:fs';
import { readDirectory } from '@frazil/archives';
import type { Context, LayerInput, LayerReference } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { compileModules, type ModuleCompiler } from './compile-modules.ts';
import { InstalledFiles } from './installed-files.ts';
import { openArtifact } from './open-artifact.ts';
import { Spool } from './spool.ts';
import { type UnpackedFile, unpackWheel } from './unpack-wheel.ts';
import { sitePackagesOf } from './wheel/places.ts';
import { readWheel, type Wheel } from './wheel/read-wheel.ts';
import { commandScript, relocatableScript } from './wheel/scripts.ts';
import { zipErrorsOf } from './zip-errors.ts';

const INSTALLER = Buffer.from('frazil\n');

/**
 * Makes the layer of a wheel: what an installer would make of it in a prefix, relocatable, with compiled modules. Deterministic:
 * the same wheel and version of Python give the same bytes on every machine. No network; the layer is complete or absent.
 */
export async function packWheel(input: LayerInput, context: Context): Promise<LayerReference> {
  const { file, sha256 } = input.file;
  await using artifact = await openArtifact(input.artifact, file, sha256, context.signal);
  const source = { file, descriptor: artifact.fd, size: fstatSync(artifact.fd).size, errors: zipErrorsOf(file) };
  const wheel = await readWheel(source, readDirectory(source), input.package.name);
  await using spool = new Spool(source, input.output);
  const entries = await install(wheel, spool, input, context);
  const reference = await packLayer(entries, input.output, { signal: context.signal });
  const total = wheel.entries.reduce((bytes, { size }) => bytes + size, 0);
  context.reporter.report({ kind: 'progress', phase: 'pack', item: file, done: total, total, unit: 'bytes' });
  return reference;
}

async function install(wheel: Wheel, spool: Spool, input: LayerInput, context: Context): Promise<readonly LayerEntry[]> {
  const minor = input.pythonVersion.split('.').slice(0, 2).join('.');
  const sitePackages = sitePackagesOf(minor);
  const files = new InstalledFiles(wheel.file);
  await using modules = compileModules(input, wheel.entries, context);
  for await (const unpacked of unpackWheel(wheel, minor, spool, context)) add(unpacked, files, modules);
  for (const entryPoint of wheel.entryPoints) files.addMade(`bin/${entryPoint.name}`, Buffer.from(commandScript(entryPoint)), true);
  files.addMade(`${sitePackages}/${wheel.distInfo}/INSTALLER`, INSTALLER);
  await modules.finish(files);
  return files.entries(sitePackages, wheel.distInfo);
}

function add({ place, executable, content, size, sha256 }: UnpackedFile, files: InstalledFiles, modules: ModuleCompiler): void {
  const { path, role } = place;
  if (role === 'script' && content instanceof Uint8Array) {
    files.addMade(path, relocatableScript(content), true);
    return;
  }
  files.add({ path, executable: executable || role === 'script', content, recorded: { sha256, size } });
  if (role === 'library' && content instanceof Uint8Array) modules.take(path, content);
}
