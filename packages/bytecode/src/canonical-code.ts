import type { CodeLayout } from './code-layout.ts';
import { parseCode } from './parse-code.ts';
import { writeCode } from './write-code.ts';

/**
 * A marshalled code object with everything taken out that depends on the process that compiled it: which objects it shared,
 * their reference counts, which strings it had interned, the order of frozensets. Loads as an equal object. Pure.
 */
export function canonicalCode(bytes: Buffer, layout: CodeLayout): Buffer {
  return writeCode(parseCode(bytes, layout));
}
