import type { Flow } from '@frazil/core';
import { cliErrors } from '../errors.ts';
import type { CommandEntry } from './command-entry.ts';

/** Throws when a parameter of the flow has the name of an option of the command's own that doesn't give way. */
export function assertNamesFree(flow: Flow, entry: CommandEntry): void {
  const taken = new Set(['--help', ...entry.options.filter(({ givesWay }) => givesWay !== true).map(({ flags }) => flags.split(' ')[0])]);
  const problems = flow.parameters
    .filter(({ name }) => taken.has(`--${name}`))
    .map(({ name, line }) => cliErrors.problem('cli.parameter-name-taken', { parameter: name }, { file: flow.file, line }));
  if (problems.length > 0) throw cliErrors.create('cli.flow-invalid', { file: flow.file }, { problems });
}

/** Writes `--my-parameter` as the flow does, `--my_parameter`, where only that is known. Pure. */
export function withNamesOfParameters(words: readonly string[], flow: Flow): readonly string[] {
  const names = new Map(flow.parameters.map(({ name }) => [`--${name.replaceAll('_', '-')}`, `--${name}`]));
  return words.map((word) => {
    const [option = '', ...value] = word.split('=');
    return [names.get(option) ?? option, ...value].join('=');
  });
}
