import { canonicalJson, factsPath, type InterpreterFacts, type Platform } from '@frazil/core';
import type { PackageInfo } from './package-info.ts';

/** What a package of Python says of itself as an interpreter, and where; undefined for other packages. Pure. */
export function interpreterFacts(
  { index }: PackageInfo,
  platform: Platform,
): { readonly path: string; readonly content: Buffer } | undefined {
  if (index.name !== 'python') return undefined;
  const glibc = index.depends.map((dependency) => /^__glibc\s+>=([\d.]+)/.exec(dependency)?.[1]).find((version) => version !== undefined);
  const facts: InterpreterFacts = {
    version: index.version,
    provider: 'conda',
    platform,
    ...(glibc !== undefined && { glibc: `${glibc}` }),
  };
  return { path: factsPath(index.version), content: Buffer.from(`${canonicalJson(facts)}\n`) };
}
