import type { FrazilError } from '@frazil/core';
import type { CommanderError } from 'commander';
import { cliErrors } from '../errors.ts';

/** What the parser says is wrong, as a known failure with a suggestion. `name` is how the program is called. Pure. */
export function usageError(error: CommanderError, name: string): FrazilError {
  const [first = '', ...others] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /\(Did you mean (?:one of )?(.*)\?\)/.exec(others.join(' '))?.[1];
  const advice = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  return cliErrors.create('cli.usage', { message: sentence(first), hint: `${advice}See ${name} --help` });
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return start.endsWith('.') ? start : `${start}.`;
}
