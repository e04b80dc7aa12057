import type { Parameter } from '@frazil/core';
import { InvalidArgumentError, Option } from 'commander';

const VALUE_NAMES: Readonly<Record<Parameter['type'], string>> = {
  str: '<text>',
  int: '<integer>',
  float: '<number>',
  bool: '[boolean]',
  json: '<json>',
};

const PREFIX = 'parameter:';

const BOOLEANS = new Set(['true', 'false', '1', '0', 'yes', 'no', 'y', 'n', 't', 'f', 'on', 'off']);

const REFUSALS: Readonly<Record<Parameter['type'], (text: string) => string | undefined>> = {
  str: () => undefined,
  int: (text) => (/^\s*[+-]?\d+(_\d+)*\s*$/.test(text) ? undefined : 'It is not an integer.'),
  float: (text) => (isFloat(text) ? undefined : 'It is not a number.'),
  bool: (text) => (BOOLEANS.has(text.toLowerCase()) ? undefined : 'It is neither true nor false.'),
  json: refuseJson,
};

/** A parameter of the flow as an option of a command. Its value stays text (the flow's Python converts it), but is checked. */
export class ParameterOption extends Option {
  constructor(parameter: Parameter, command: string) {
    super(`--${parameter.name} ${VALUE_NAMES[parameter.type]}`, helpOf(parameter));
    this.env(variableOf(command, parameter.name));
    this.negate = false;
    this.mandatory = parameter.required && parameter.default === undefined && !parameter.hasComputedDefault;
    this.argParser((text: string) => {
      const refusal = REFUSALS[parameter.type](text);
      if (refusal !== undefined) throw new InvalidArgumentError(refusal);
      return text;
    });
  }

  // A name of its own, so that a parameter called maxWorkers is not the option --max-workers.
  override attributeName(): string {
    return `${PREFIX}${this.name()}`;
  }
}

/** The values of parameters among parsed options. Pure. */
export function parametersOf(options: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(options)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), String(value)]);
  return Object.fromEntries(entries);
}

/** As Metaflow calls it: `METAFLOW_RUN_MY_PARAMETER`. */
function variableOf(command: string, parameter: string): string {
  return `metaflow ${command} ${parameter}`.replaceAll(/\W/g, '_').toUpperCase();
}

function helpOf({ help, required, default: value, hasComputedDefault }: Parameter): string {
  if (value !== undefined && value !== null) return join(help, `(default: ${JSON.stringify(value)})`);
  if (hasComputedDefault) return join(help, '(default: computed when the run starts)');
  return required ? join(help, '(required)') : help;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function isFloat(text: string): boolean {
  return /^\s*[+-]?(inf(inity)?|nan)\s*$/i.test(text) || (text.trim() !== '' && Number.isFinite(Number(text.replaceAll('_', ''))));
}

function refuseJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `It is not JSON: ${error instanceof Error ? error.message : error}`;
  }
}
