import type { Context, LayerInput, LayerReference } from '@frazil/core';
import { type LayerEntry, packLayer } from '@frazil/layers';
import { condaErrors } from '../errors.ts';
import { compileModules } from './bytecode.ts';
import { installedRecord, recordPath } from './installed-record.ts';
import { addCompiled, type InstalledTree, installedTree, made, modulesOf } from './installed-tree.ts';
import { interpreterFacts } from './interpreter-facts.ts';
import { readPackage } from './package-contents.ts';
import { type PackageInfo, readInfo } from './package-info.ts';
import { Spool } from './spool.ts';

/**
 * Makes the layer of a conda package: what conda would make of it in a prefix, with placeholders where that prefix is named, and conda's
 * own record of it. Deterministic: the same package and version of Python give the same bytes. No network, nothing of it is run.
 */
export async function packPackage(input: LayerInput, context: Context): Promise<LayerReference> {
  const { file } = input.file;
  const minor = input.pythonVersion.split('.').slice(0, 2).join('.');
  await using spool = new Spool(input.output);
  const contents = await readPackage({ path: input.artifact, file, spool, signal: context.signal });
  const info = await readInfo(contents, file);
  checkName(info, input);
  const tree = await installedTree(contents, info, { file, minor });
  warnOfScripts(tree, info, context);
  if (info.isPython) addCompiled(tree, await compileModules(await modulesOf(tree), input, context));
  const entries = entriesOf(tree, info, input);
  const reference = await packLayer(entries, input.output, { signal: context.signal });
  const { unpackedSize: total } = reference;
  context.reporter.report({ kind: 'progress', phase: 'pack', item: file, done: total, total, unit: 'bytes' });
  return reference;
}

function checkName({ index }: PackageInfo, { package: { name, version }, file: { file } }: LayerInput): void {
  if (index.name === name && index.version === version) return;
  throw condaErrors.create('conda.bad-package', { file, reason: `it says that it is ${index.name} ${index.version}` });
}

const NOTHING = Buffer.alloc(0);

function entriesOf(tree: InstalledTree, info: PackageInfo, input: LayerInput): readonly LayerEntry[] {
  const facts = interpreterFacts(info, input.platform);
  if (facts !== undefined) tree.files.set(facts.path, { ...made(facts.content, false), kind: 'hardlink', placeholder: undefined });
  // Without it, conda's own tools take a prefix for none.
  const history: readonly LayerEntry[] =
    facts === undefined ? [] : [{ kind: 'file', path: 'conda-meta/history', executable: false, content: NOTHING }];
  const record = installedRecord(info, tree, input.file);
  return [
    ...[...tree.files].map(([path, { executable, content }]): LayerEntry => ({ kind: 'file', path, executable, content })),
    ...[...tree.links].map(([path, target]): LayerEntry => ({ kind: 'symlink', path, target })),
    { kind: 'file', path: recordPath(info.index), executable: false, content: record },
    ...history,
  ];
}

/** Scripts that packages want to be run once they are linked do whatever they like: they are there, and not run. */
function warnOfScripts({ files }: InstalledTree, { index: { name } }: PackageInfo, { reporter }: Context): void {
  if (!files.has(`bin/.${name}-post-link.sh`)) return;
  const message = `${name} has a script to be run after its installation, which is not run: bin/.${name}-post-link.sh`;
  reporter.report({ kind: 'note', level: 'warning', message });
}
