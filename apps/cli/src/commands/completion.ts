import type { CommandEntry } from '../arguments/command-entry.ts';
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

const namesOf = (commands: Commands): readonly string[] => [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];

const optionOf = (flags: string): string => flags.split(' ')[0] ?? '';

function bash(commands: Commands): string {
  const shared = SHARED_OPTIONS.map(({ flags }) => optionOf(flags)).join(' ');
  const cases = namesOf(commands).map((name) => {
    const entries = commands.filter((command) => command.name.split(' ')[0] === name);
    const words = entries.flatMap((entry) => [...entry.name.split(' ').slice(1), ...entry.options.map(({ flags }) => optionOf(flags))]);
    return `      ${name}) words="${[...new Set(words)].join(' ')}" ;;`;
  });
  return `_frazil() {
  local word words
  words="${namesOf(commands).join(' ')}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
${cases.join('\n')}
    esac
  done
  COMPREPLY=($(compgen -W "$words ${shared}" -- "\${COMP_WORDS[COMP_CWORD]}"))
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY+=($(compgen -f -X '!*.py' -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o default -F _frazil frazil
`;
}

function fish(commands: Commands): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const option = (flags: string, help: string, condition: string) =>
    `complete -c frazil ${condition}-l ${optionOf(flags).slice(2)}${flags.includes('<') ? ' -r' : ''} -d ${quote(help)}`;
  const completed = namesOf(commands).map((name) => {
    const summary = commands.find((command) => command.name.split(' ')[0] === name)?.summary ?? '';
    return `complete -c frazil -n ${quote(`not __fish_seen_subcommand_from ${namesOf(commands).join(' ')}`)} -a ${name} -d ${quote(summary)}`;
  });
  const own = commands.flatMap((entry) => {
    const condition = `-n ${quote(`__fish_seen_subcommand_from ${entry.name.split(' ')[0]}`)} `;
    return entry.options.map(({ flags, help }) => option(flags, help, condition));
  });
  const shared = SHARED_OPTIONS.map(({ flags, help }) => option(flags, help, ''));
  return `${[...completed, ...own, ...shared].join('\n')}\n`;
}
