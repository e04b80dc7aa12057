import { SHARED_OPTIONS } from './shared-options.ts';

/** The command line with the flow file taken out. */
export interface SplitArguments {
  readonly flowFile: string | undefined;
  /** The first word that is neither an option nor the flow file; undefined when there is none. */
  readonly command: string | undefined;
  /** Everything but the flow file, in order. */
  readonly rest: readonly string[];
}

const TAKES_VALUE: ReadonlySet<string> = new Set(
  SHARED_OPTIONS.filter(({ flags }) => flags.includes('<')).map(({ flags }) => flags.split(' ')[0] ?? ''),
);

/**
 * Finds the flow file: the first word before the command, when it looks like a file. `commands` are the words that
 * are never files. Pure.
 */
export function splitArguments(words: readonly string[], commands: ReadonlySet<string>): SplitArguments {
  const first = nextWord(words, 0);
  const word = words[first];
  if (word === undefined) return { flowFile: undefined, command: undefined, rest: words };
  if (commands.has(word) || !isFileLike(word)) return { flowFile: undefined, command: word, rest: words };
  const rest = words.toSpliced(first, 1);
  return { flowFile: word, command: rest[nextWord(rest, first)], rest };
}

function nextWord(words: readonly string[], from: number): number {
  let at = from;
  while (words[at]?.startsWith('-')) at += TAKES_VALUE.has(words[at] ?? '') ? 2 : 1;
  return at;
}

function isFileLike(word: string): boolean {
  return /[./\\]/.test(word);
}
