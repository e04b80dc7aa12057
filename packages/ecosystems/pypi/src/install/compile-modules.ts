import type { ZipEntry } from '@frazil/archives';
import { type Compiler, compilerFor, isCompiled, pycPathOf } from '@frazil/bytecode';
import type { Context, LayerInput } from '@frazil/core';
import type { InstalledFiles } from './installed-files.ts';

/** Compiles the modules of one wheel while it is unpacked. */
export interface ModuleCompiler extends AsyncDisposable {
  /** Takes a file below site-packages; it is compiled when it is a module. */
  take(path: string, content: Uint8Array): void;
  /** Waits for all that was taken, and installs what came of it. */
  finish(files: InstalledFiles): Promise<void>;
}

/** Starts to compile; `entries` tell how much is to come. Without modules, or for a Python not known here, it does nothing. */
export function compileModules(input: LayerInput, entries: readonly ZipEntry[], context: Context): ModuleCompiler {
  const sources = entries.filter(({ path }) => isCompiled(path));
  const compiler = compilerFor(
    sources.map(({ size }) => size),
    input,
    context,
  );
  return compiler === undefined ? NOTHING : moduleCompiler(compiler);
}

const NOTHING: ModuleCompiler = {
  take: () => undefined,
  finish: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

function moduleCompiler(compiler: Compiler): ModuleCompiler {
  const taken: { readonly path: string; readonly pyc: Promise<Uint8Array | undefined> }[] = [];
  return {
    take(path, content) {
      if (!isCompiled(path)) return;
      const pyc = compiler.compile(path, content);
      pyc.catch(() => undefined); // finish() tells, if it comes to that.
      taken.push({ path, pyc });
    },
    async finish(files) {
      const cacheTag = await compiler.cacheTag();
      for (const { path, pyc } of taken) {
        const content = await pyc;
        if (content !== undefined) files.addCompiled(pycPathOf(path, cacheTag), content);
      }
    },
    [Symbol.asyncDispose]: () => compiler.stop(),
  };
}
