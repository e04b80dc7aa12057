import { type Compiler, compilerFor, isCompiled, pycPathOf } from '@frazil/bytecode';
import type { Context, LayerInput } from '@frazil/core';

const HEADER = 16;
const UNCHECKED = 1;

/**
 * A `.pyc` that counts whatever its source's time is, of one that came with a package: what is unpacked has the time of its unpacking. As
 * it is when it needs no source, or isn't a `.pyc`. Pure.
 */
export function uncheckedPyc(content: Buffer): Buffer {
  if (content.length < HEADER || content.readUInt32LE(4) === UNCHECKED) return content;
  const changed = Buffer.from(content);
  changed.writeUInt32LE(UNCHECKED, 4);
  changed.fill(0, 8, HEADER);
  return changed;
}

/** The source that a `.pyc` in a `__pycache__` is of; undefined for others. Pure. */
export function sourceOfPyc(path: string): string | undefined {
  const [, folder, name] = /^(.*)__pycache__\/([^/]+)\.(?:cpython|pypy)[^./]*(?:\.opt-\d)?\.pyc$/.exec(path) ?? [];
  return folder === undefined ? undefined : `${folder}${name}.py`;
}

/** A module to compile. */
export interface Module {
  readonly path: string;
  readonly content: Buffer;
}

/** Compiles modules for the version of Python that a layer is for; `.pyc` files by path. Left out: tests, and what doesn't compile. */
export async function compileModules(
  modules: readonly Module[],
  input: Pick<LayerInput, 'python' | 'pythonVersion' | 'file'>,
  context: Context,
): Promise<readonly Module[]> {
  const wanted = modules.filter(({ path }) => isCompiled(path));
  const compiler = compilerFor(
    wanted.map(({ content }) => content.length),
    input,
    context,
  );
  if (compiler === undefined) return [];
  try {
    return await compileAll(wanted, compiler);
  } finally {
    await compiler.stop();
  }
}

async function compileAll(modules: readonly Module[], compiler: Compiler): Promise<readonly Module[]> {
  const tag = await compiler.cacheTag();
  const compiled = await Promise.all(modules.map(async ({ path, content }) => [path, await compiler.compile(path, content)] as const));
  return compiled.flatMap(([path, pyc]) => (pyc === undefined ? [] : [{ path: pycPathOf(path, tag), content: Buffer.from(pyc) }]));
}
