export type { Compiler } from './compiler.ts';
export { compilerFor } from './compiler-for.ts';
export { bytecodeErrors } from './errors.ts';
export { isCompiled, pycPathOf } from './pyc-path.ts';
