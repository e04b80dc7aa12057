import type { CommandEntry } from './command-entry.ts';
import { OPTIONS_BEFORE } from './options-before.ts';
import type { SplitArguments } from './split-arguments.ts';

/**
 * A command line as the parser wants it: options of the command that stand before it come behind it (others say nothing to it and
 * go), `help COMMAND` is `COMMAND --help`, and `logs show` is `logs`. Pure.
 */
export function inOrder(split: SplitArguments, commands: readonly CommandEntry[]): SplitArguments {
  const { command, rest, words, at } = split;
  if (command === undefined) return split;
  if (command === 'help') return reread(split, [...rest.slice(0, at), ...words.slice(1), '--help'], words.slice(1));
  if (command === 'logs' && words[1] === 'show' && rest.slice(at + 2).some((word) => !word.startsWith('-'))) {
    return inOrder(reread(split, rest.toSpliced(at + 1, 1), words.toSpliced(1, 1)), commands);
  }
  const { kept, moved } = taken(rest.slice(0, at));
  if (moved.length === 0) return split;
  const entry = commands.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  const own = at + (entry?.name.split(' ').length ?? 1);
  const known = moved.filter(([option = '']) => entry !== undefined && hasOption(entry, option)).flat();
  return { ...split, rest: [...kept, ...rest.slice(at, own), ...known, ...rest.slice(own)], at: kept.length };
}

function reread(split: SplitArguments, rest: readonly string[], words: readonly string[]): SplitArguments {
  return { ...split, command: words[0], words, rest };
}

function taken(words: readonly string[]): { readonly kept: readonly string[]; readonly moved: readonly (readonly string[])[] } {
  const kept: string[] = [];
  const moved: (readonly string[])[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const count = word.includes('=') ? 1 : (OPTIONS_BEFORE.get(word) ?? 1);
    if (OPTIONS_BEFORE.has(nameOf(word))) moved.push(words.slice(at, at + count));
    else kept.push(...words.slice(at, at + count));
    at += count - 1;
  }
  return { kept, moved };
}

// The flow decides whether `run` has the options of a project: whoever parses them says so.
function hasOption({ options, takesParameters }: CommandEntry, word: string): boolean {
  return takesParameters === true || options.some(({ flags }) => flags.split(' ')[0] === nameOf(word));
}

function nameOf(word: string): string {
  return word.split('=')[0] ?? word;
}
