export { codeLayoutOf } from './code-layout.ts';
export { type Compiler, type CompilerOptions, startCompiler } from './compiler.ts';
export { bytecodeErrors } from './errors.ts';
export { isCompiled, pycPathOf } from './pyc-path.ts';
