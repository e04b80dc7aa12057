import type { Candidate } from './candidates.ts';
import { type ServeInput, serveCandidates } from './serve-candidates.ts';

/** A question to the solver. */
export interface SolveInput extends ServeInput {
  /** Specs, as the solver reads them. */
  readonly specs: readonly string[];
}

/** There is no answer; the message is the solver's proof, in names of packages. */
export class Unsolvable extends Error {}

/** The files that together answer all specs, the first channel that has a package being the only one it is taken from. Throws {@link Unsolvable}. */
export async function solve({ specs, ...input }: SolveInput): Promise<readonly Candidate[]> {
  const { simpleSolve } = await import('@conda-org/rattler');
  await using served = await serveCandidates(input);
  const folders = [input.subdir, 'noarch'] as const;
  try {
    const solved = await simpleSolve([...specs], [...served.channels], [...folders], undefined);
    return solved.flatMap(({ url }) => served.at(url) ?? []);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new Unsolvable(text.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/\S*/g, 'the channel'), { cause });
  }
}
