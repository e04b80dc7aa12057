import type { Context, LayerInput } from '@frazil/core';
import { codeLayoutOf } from './code-layout.ts';
import { type Compiler, startCompiler } from './compiler.ts';

/**
 * Starts to compile the modules of a package whose layer is made, `sizes` being those of their sources. Undefined when there is nothing
 * to compile, nothing to compile with, or when the bytecode of that Python is not known here, which is told.
 */
export function compilerFor(
  sizes: readonly number[],
  { python, pythonVersion, file: { file } }: Pick<LayerInput, 'python' | 'pythonVersion' | 'file'>,
  { signal, reporter }: Context,
): Compiler | undefined {
  if (sizes.length === 0 || python === undefined) return undefined;
  const minor = pythonVersion.split('.').slice(0, 2).join('.');
  const layout = codeLayoutOf(minor);
  if (layout === undefined) {
    const message = `${file} is packed without .pyc files: the bytecode of Python ${minor} is not known here`;
    reporter.report({ kind: 'note', level: 'warning', message });
    return undefined;
  }
  const bytes = sizes.reduce((total, size) => total + size, 0);
  return startCompiler({ python, minor, layout, file, bytes, signal });
}
