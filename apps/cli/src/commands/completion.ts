import type { CommandEntry, OptionEntry } from '../arguments/command-entry.ts';
import type { Invocation } from '../arguments/invocation.ts';
import { SHARED_OPTIONS } from '../arguments/shared-options.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

type Commands = readonly CommandEntry[];

/** Prints a script that completes flow files, commands and options. */
export async function completion({ terminal, arguments: [shell = ''] }: Invocation, commands: Commands): Promise<number> {
  const script = SCRIPTS[shell];
  if (script === undefined) {
    throw cliErrors.create('cli.usage', { message: `There are no completions for ${shell}.`, hint: 'Name one of bash, zsh, fish.' });
  }
  terminal.data(script(commands.filter(({ isHidden }) => isHidden !== true)));
  return EXIT.done;
}

const SCRIPTS: Readonly<Record<string, (commands: Commands) => string>> = {
  bash,
  zsh: (commands) => `autoload -U bashcompinit && bashcompinit\n${bash(commands)}`,
  fish,
};

const isSeen = ({ isHidden }: OptionEntry): boolean => isHidden !== true;

const optionOf = (flags: string): string => flags.split(' ')[0] ?? '';

/** What can follow some words of a command: the next words of commands that begin with them, and the options of the one that is them. */
interface Place {
  readonly words: string;
  readonly next: readonly string[];
  readonly options: readonly OptionEntry[];
  /** What is said of it, or of the first command of a group. */
  readonly summary: string;
}

function placesOf(commands: Commands): readonly Place[] {
  const begun = commands.flatMap(({ name }) => name.split(' ').map((_, index, all) => all.slice(0, index).join(' ')));
  const places = new Set([...begun, ...commands.map(({ name }) => name)]);
  return [...places].map((words) => {
    const within = commands.filter(({ name }) => words === '' || name.startsWith(`${words} `));
    const next = within.map(({ name }) => name.slice(words === '' ? 0 : words.length + 1).split(' ')[0] ?? '');
    const own = commands.find(({ name }) => name === words);
    return {
      words,
      next: [...new Set(next)],
      options: (own?.options ?? []).filter(isSeen),
      summary: own?.summary ?? within[0]?.summary ?? '',
    };
  });
}

function bash(commands: Commands): string {
  const shared = SHARED_OPTIONS.filter(isSeen)
    .map(({ flags }) => optionOf(flags))
    .join(' ');
  const places = placesOf(commands);
  const known = places.filter(({ words }) => words !== '').map(({ words }) => `"${words}"`);
  const cases = places.map(({ words, next, options }) => {
    return `    "${words}") words="${[...next, ...options.map(({ flags }) => optionOf(flags))].join(' ')}" ;;`;
  });
  return `_frazil() {
  local word words command=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${command:+$command }$word" in
      ${known.join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words ${shared}" -- "\${COMP_WORDS[COMP_CWORD]}"))
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY+=($(compgen -f -X '!*.py' -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o default -F _frazil frazil
`;
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fish(commands: Commands): string {
  const places = placesOf(commands);
  const complete = (words: string, rest: string) =>
    `complete -c frazil -n ${quote(`__frazil_at "${words === '' ? '' : ` ${words}`}"`)} ${rest}`;
  const option = ({ flags, help }: OptionEntry) => `-l ${optionOf(flags).slice(2)}${flags.includes('<') ? ' -r' : ''} -d ${quote(help)}`;
  const lines = places.flatMap(({ words, next, options }) => [
    ...next.map((word) => complete(words, `-a ${word} -d ${quote(summaryOf(places, `${words} ${word}`.trim()))}`)),
    ...options.map((each) => complete(words, option(each))),
  ]);
  const shared = SHARED_OPTIONS.filter(isSeen).map((each) => `complete -c frazil ${option(each)}`);
  const known = places.filter(({ words }) => words !== '').map(({ words }) => quote(` ${words}`));
  return `function __frazil_at
  set -l command ''
  for word in (commandline -opc)[2..-1]
    switch "$command $word"
      case ${known.join(' ')}
        set command "$command $word"
    end
  end
  test "$command" = "$argv[1]"
end
${[...lines, ...shared].join('\n')}
`;
}

function summaryOf(places: readonly Place[], words: string): string {
  return places.find((place) => place.words === words)?.summary ?? '';
}
