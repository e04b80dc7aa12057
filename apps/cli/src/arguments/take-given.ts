import type { Parameter } from '@frazil/core';
import type { GivenToFlow } from '@frazil/frontend-python';
import { cliErrors } from '../errors.ts';

/** Words of the command line without those that are given to the flow when it is read, and these. */
export interface TakenWords {
  readonly rest: readonly string[];
  readonly given: GivenToFlow;
}

/** How many words follow each option. */
const TAKES: Readonly<Record<string, number>> = { '--config': 2, '--config-value': 2, '--with': 1 };

/**
 * Takes `--config NAME FILE`, `--config-value NAME JSON` and `--with DECORATOR` out of a command line, wherever they are: the flow
 * is another one with them, so they are needed before anything else is understood. Throws for an option that lacks words. Pure.
 */
export function takeGiven(words: readonly string[]): TakenWords {
  const rest: string[] = [];
  const taken: (readonly [string, string, string])[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [option = '', ...joined] = (words[at] ?? '').split('=');
    const count = Object.hasOwn(TAKES, option) ? (TAKES[option] ?? 0) : 0;
    if (count === 0) {
      rest.push(words[at] ?? '');
      continue;
    }
    const values = joined.length > 0 ? [joined.join('='), ...words.slice(at + 1, at + count)] : words.slice(at + 1, at + 1 + count);
    if (option === '--config' && isOneWord([...values, '', ''])) {
      rest.push(words[at] ?? '');
      continue;
    }
    if (values.length < count) throw missingValue(option);
    at += joined.length > 0 ? count - 1 : count;
    taken.push([option, values[0] ?? '', values[1] ?? '']);
  }
  return { rest, given: givenOf(taken) };
}

/** Throws when a configuration lacks words, and no parameter of the flow has its option's name. */
export function assertConfigsWhole(words: readonly string[], parameters: readonly Parameter[]): void {
  if (parameters.some(({ name }) => name === 'config')) return;
  if (words.some((word) => /^--config(=|$)/.test(word))) throw missingValue('--config');
}

/** `--config VALUE` with no second word is a parameter of the flow: behind the command, options alone stand. */
function isOneWord([first = '', second = '']: readonly string[]): boolean {
  return first !== '' && !first.startsWith('-') && (second === '' || second.startsWith('-'));
}

function givenOf(taken: readonly (readonly [string, string, string])[]): GivenToFlow {
  const pairsOf = (name: string) => taken.filter(([option]) => option === name).map(([, first, second]) => [first, second] as const);
  const configs = pairsOf('--config');
  const values = pairsOf('--config-value');
  const decorators = pairsOf('--with').map(([decorator]) => decorator);
  return {
    ...(configs.length > 0 && { configs: Object.fromEntries(configs) }),
    ...(values.length > 0 && { configValues: Object.fromEntries(values) }),
    ...(decorators.length > 0 && { with: decorators }),
  };
}

function missingValue(option: string): Error {
  const hint =
    option === '--with'
      ? 'Write --with DECORATOR or --with DECORATOR:NAME=VALUE,...'
      : `Write ${option} NAME ${option === '--config' ? 'FILE' : 'JSON'}.`;
  return cliErrors.create('cli.usage', { message: `The option ${option} lacks a value.`, hint });
}
