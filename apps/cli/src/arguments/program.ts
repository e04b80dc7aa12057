import type { Parameter } from '@frazil/core';
import { type Argument, Command, Help, InvalidArgumentError, Option } from 'commander';
import { saysYes } from '../settings/settings.ts';
import { VERSION } from '../version.ts';
import type { CommandEntry, OptionEntry } from './command-entry.ts';
import { ParameterOption, variableOf } from './parameter-option.ts';
import { SHARED_OPTIONS } from './shared-options.ts';
import { wordsIn } from './words-in.ts';

/** What the program is made of. */
export interface ProgramInput {
  readonly commands: readonly CommandEntry[];
  readonly groups: Readonly<Record<string, string>>;
  /** How the program is called up to the command: `frazil FLOW.py`. */
  readonly name: string;
  /** The flow's parameters, when it was read, and the command that they are options of. */
  readonly parameters: readonly Parameter[];
  readonly parametersOf: CommandEntry | undefined;
  /** Called with what was asked for. */
  readonly invoke: (entry: CommandEntry, words: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly print: { readonly out: (text: string) => void; readonly err: (text: string) => void };
}

/** The command line as a parser; it throws commander's errors and never exits by itself. */
export function createProgram(input: ProgramInput): Command {
  const program = configure(new Command(input.name), input)
    .usage('COMMAND [options]')
    .version(`frazil ${VERSION}`, '-V, --version', 'print the version')
    .description('Freezes what each step of a flow depends on, and runs the flow from the frozen copy.')
    .addHelpText('after', examplesOf(input.name));
  addOptions(program, SHARED_OPTIONS);
  for (const entry of input.commands) {
    const words = entry.name.split(' ');
    const groups = words.slice(0, -1);
    const parent = groups.reduce((group, word, depth) => groupOf(group, word, words.slice(0, depth + 1).join(' '), input), program);
    addCommand(parent, words.at(-1) ?? '', entry, input);
  }
  return program;
}

const EXAMPLES = [
  ['run', 'freeze and run'],
  ['run --help', "the flow's parameters"],
  ['freeze', 'lock and store for all platforms'],
  ['logs start', 'what the step start wrote'],
  ['card view start', 'its card'],
] as const;

function examplesOf(name: string): string {
  const lines = EXAMPLES.map(([words, meaning]) => `  ${name} ${words.padEnd(22)} ${meaning}`);
  return ['', 'Examples:', ...lines].join('\n');
}

function groupOf(parent: Command, word: string, name: string, input: ProgramInput): Command {
  const known = parent.commands.find((command) => command.name() === word);
  if (known !== undefined) return known;
  const group = parent.command(word).description(input.groups[name] ?? '');
  return configure(group.usage('COMMAND [options]'), input);
}

function addCommand(parent: Command, word: string, entry: CommandEntry, input: ProgramInput): void {
  const command = configure(parent.command(word, { hidden: entry.isHidden === true }).description(entry.summary), input);
  for (const { name, help, isRequired } of entry.arguments) command.argument(isRequired ? `<${name}>` : `[${name}]`, help);
  const parameters = entry === input.parametersOf ? input.parameters : [];
  const taken = new Set(parameters.map(({ name }) => `--${name}`));
  const free = (options: readonly OptionEntry[]) => options.filter(({ flags }) => !taken.has(flags.split(' ')[0] ?? ''));
  command.optionsGroup('Parameters of the flow:');
  for (const parameter of parameters) command.addOption(new ParameterOption(parameter, entry.name));
  command.optionsGroup('Options:');
  addOptions(
    command,
    free(entry.options).map((option) => (entry.startsTasks ? withVariable(option, entry.name) : option)),
  );
  command.optionsGroup('Options of every command:');
  addOptions(command, free(SHARED_OPTIONS));
  command.action(() => input.invoke(entry, command.args, { ...root(command).opts(), ...optionsOf(command) }));
}

/** As in Metaflow, a variable stands for an option that takes a value: METAFLOW_RUN_TAG. Help doesn't say so of each. */
function withVariable(option: OptionEntry, command: string): OptionEntry {
  const [name = '', value] = option.flags.split(' ');
  return option.variable !== undefined || value === undefined ? option : { ...option, variable: variableOf(command, name.slice(2)) };
}

/** A variable that is set to nothing says nothing; one of an option that may be given again holds several values, spaces between. */
function optionsOf(command: Command): Readonly<Record<string, unknown>> {
  const isOfVariable = (name: string) => command.getOptionValueSource(name) === 'env';
  const entries = Object.entries(command.opts()).map(([name, value]) => {
    return [name, isOfVariable(name) && Array.isArray(value) ? value.flatMap((text) => wordsIn(String(text))) : value] as const;
  });
  return Object.fromEntries(entries.filter(([name, value]) => !(value === '' && isOfVariable(name))));
}

function root(command: Command): Command {
  return command.parent === null ? command : root(command.parent);
}

function configure(command: Command, { print }: ProgramInput): Command {
  return command
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .configureHelp({
      optionDescription: (option) => (isOfMetaflow(option) ? option.description : new Help().optionDescription(option)),
      subcommandTerm: (subcommand) => [subcommand.name(), ...subcommand.registeredArguments.map(termOf)].join(' '),
    })
    .exitOverride()
    .configureOutput({ writeOut: print.out, writeErr: print.err, outputError: () => {} });
}

function isOfMetaflow(option: Option): boolean {
  return option instanceof ParameterOption || option.envVar?.startsWith('METAFLOW_') === true;
}

function termOf(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function addOptions(command: Command, entries: readonly OptionEntry[]): void {
  for (const entry of entries) {
    const option = new Option(entry.flags, entry.help);
    if (entry.isHidden === true) option.hideHelp();
    if (entry.variable !== undefined && (option.required || saysYes(process.env[entry.variable]))) option.env(entry.variable);
    if (option.required) option.argParser((text: string, previous: unknown) => collect(entry, parse(entry, text), previous));
    command.addOption(option);
  }
}

function collect({ isRepeatable }: OptionEntry, value: string | number, previous: unknown): unknown {
  return isRepeatable === true ? [...(Array.isArray(previous) ? previous : []), value] : value;
}

function parse({ choices, value }: OptionEntry, text: string): string | number {
  if (choices !== undefined && !choices.includes(text)) throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
  if (value === 'count' || value === 'size') return parseWhole(text, value === 'count' ? 1 : 0);
  if (value === 'pair' && !/^[^=]+=/.test(text)) throw new InvalidArgumentError('It is not of the form NAME=VALUE.');
  if (value === 'date' && !isDate(text)) throw new InvalidArgumentError('It is not a date such as 2023-10-15 or 2023-10-15T12:00:00Z.');
  return text;
}

function parseWhole(text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least) {
    throw new InvalidArgumentError(`It is not a whole number of ${least} or more.`);
  }
  return number;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text));
}
