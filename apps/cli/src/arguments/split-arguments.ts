import { OPTIONS_BEFORE } from './options-before.ts';
import { SHARED_OPTIONS } from './shared-options.ts';

/** The command line with the flow file taken out. */
export interface SplitArguments {
  readonly flowFile: string | undefined;
  /** The first word that is neither an option nor the flow file; undefined when there is none. */
  readonly command: string | undefined;
  /** The command, with the words behind it up to the next option: the words of a group's command are among them. */
  readonly words: readonly string[];
  /** Everything but the flow file, in order. */
  readonly rest: readonly string[];
  /** Where in `rest` the command is. */
  readonly at: number;
}

const TAKES_VALUE: ReadonlySet<string> = new Set([
  ...SHARED_OPTIONS.filter(({ flags }) => flags.includes('<')).map(({ flags }) => flags.split(' ')[0] ?? ''),
  ...[...OPTIONS_BEFORE].flatMap(([option, count]) => (count === 2 ? [option] : [])),
]);

/**
 * Finds the flow file: the first word before the command, when it looks like a file. `commands` are the words that
 * are never files. Pure.
 */
export function splitArguments(words: readonly string[], commands: ReadonlySet<string>): SplitArguments {
  const first = nextWord(words, 0);
  const word = words[first];
  if (word === undefined) return { flowFile: undefined, command: undefined, words: [], rest: words, at: words.length };
  if (commands.has(word) || !isFileLike(word)) return splitCommand(undefined, words, first);
  const rest = words.toSpliced(first, 1);
  return splitCommand(word, rest, nextWord(rest, first));
}

function splitCommand(flowFile: string | undefined, words: readonly string[], at: number): SplitArguments {
  const rest = withNameBehind(words, at);
  const end = rest.findIndex((word, index) => index > at && word.startsWith('-'));
  return { flowFile, command: rest[at], words: rest.slice(at, end === -1 ? undefined : end), rest, at };
}

/** Metaflow has a group's name of a flow before the command: `argo-workflows --name NAME create`. */
function withNameBehind(words: readonly string[], at: number): readonly string[] {
  const option = words[at + 1] ?? '';
  if (!/^--name(=|$)/.test(option)) return words;
  const length = option === '--name' ? 2 : 1;
  const moved = words.slice(at + 1, at + 1 + length);
  const [word, ...others] = words.slice(at + 1 + length);
  return word === undefined ? words : [...words.slice(0, at + 1), word, ...moved, ...others];
}

function nextWord(words: readonly string[], from: number): number {
  let at = from;
  while (words[at]?.startsWith('-')) at += TAKES_VALUE.has(words[at] ?? '') ? 2 : 1;
  return at;
}

function isFileLike(word: string): boolean {
  return /[./\\]/.test(word);
}
