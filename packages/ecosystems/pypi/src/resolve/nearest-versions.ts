import type { Context } from '@frazil/core';
import { type CompileInput, compile } from './compile.ts';

/** The versions of a package that exist next to one that doesn't: the nearest below and above. Offline: uv has just read the page. */
export async function nearestVersions(name: string, version: string, input: CompileInput, context: Context): Promise<readonly string[]> {
  const wishes = [
    [`${name}<${version}`, 'highest'],
    [`${name}>${version}`, 'lowest'],
  ] as const;
  const found = await Promise.all(
    wishes.map(async ([requirement, resolution]) => {
      const options = ['--no-deps', '--offline', '--no-annotate', '--resolution', resolution];
      const output = await compile({ ...input, requirements: [requirement] }, { options }, context).catch(() => '');
      return /==(\S+)/.exec(output)?.[1];
    }),
  );
  context.signal.throwIfAborted();
  return found.filter((one) => one !== undefined);
}
