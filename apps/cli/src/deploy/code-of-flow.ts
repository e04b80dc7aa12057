import { basename, dirname, resolve } from 'node:path';
import type { CodeInput } from '@frazil/deployments';
import type { Invocation } from '../arguments/invocation.ts';

/** Which files are the code of an invocation's flow, once that was read as it is deployed. */
export async function codeOfFlow(
  { flowFile, settings, hostPython }: Invocation,
  packageSuffixes: string | undefined,
): Promise<Required<CodeInput>> {
  const { DEFAULT_SUFFIXES } = await import('@frazil/deployments');
  const path = resolve(flowFile);
  return {
    folder: dirname(path),
    file: basename(path),
    suffixes: packageSuffixes?.split(',').filter((suffix) => suffix !== '') ?? DEFAULT_SUFFIXES,
    excluded: [settings.home, settings.store],
    additions: hostPython.additions,
  };
}
