import { accessSync, constants } from 'node:fs';
import { isValueOf, type Parameter, reasonOf } from '@frazil/core';
import { InvalidArgumentError, Option } from 'commander';
import { pathOfFile } from './included-files.ts';

const VALUE_NAMES: Readonly<Record<Parameter['type'], string>> = {
  str: '<text>',
  int: '<integer>',
  float: '<number>',
  bool: '[boolean]',
  json: '<json>',
};

const PREFIX = 'parameter:';

const WANTED: Readonly<Record<Parameter['type'], string>> = {
  str: 'It is not a text.',
  int: 'It is not an integer.',
  float: 'It is not a number.',
  bool: 'It is neither true nor false.',
  json: 'It is not JSON',
};

/** A parameter of the flow as an option of a command. Its value stays text (the flow's Python converts it), but is checked. */
export class ParameterOption extends Option {
  constructor(parameter: Parameter, command: string) {
    super(`--${parameter.name} ${parameter.isFile ? '<file>' : VALUE_NAMES[parameter.type]}`, helpOf(parameter));
    this.env(variableOf(command, parameter.name));
    this.negate = false;
    this.mandatory = parameter.required && parameter.default === undefined && !parameter.hasComputedDefault;
    const all: string[] = [];
    this.argParser((text: string) => {
      const refusal = parameter.isFile ? refuseFile(text) : refuse(parameter, text);
      if (refusal !== undefined) throw new InvalidArgumentError(refusal);
      all.push(text);
      return parameter.isMultiple ? JSON.stringify(all) : text;
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

/** The variable that stands for an option of a command, as Metaflow calls it: `METAFLOW_RUN_MY_PARAMETER`. Pure. */
export function variableOf(command: string, parameter: string): string {
  return `metaflow ${command} ${parameter}`.replaceAll(/\W/g, '_').toUpperCase();
}

function helpOf({ help, required, default: value, hasComputedDefault, hidesDefault }: Parameter): string {
  if (hidesDefault) return help;
  if (value !== undefined && value !== null) return join(help, `(default: ${JSON.stringify(value)})`);
  if (hasComputedDefault) return join(help, '(default: computed when the run starts)');
  return required ? join(help, '(required)') : help;
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function refuse({ type, separator }: Parameter, text: string): string | undefined {
  const parts = separator === undefined ? [text] : text.split(separator).filter((part) => part !== '');
  const wrong = parts.find((part) => !isValueOf(type, part));
  if (wrong === undefined) return undefined;
  return type === 'json' ? `${WANTED.json}: ${reasonOfJson(wrong)}` : WANTED[type];
}

function reasonOfJson(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The file is read by the run; that it can't be is better known now. */
function refuseFile(text: string): string | undefined {
  try {
    accessSync(pathOfFile(text), constants.R_OK);
    return undefined;
  } catch (error) {
    return `It can't be read: ${reasonOf(error) ?? String(error)}.`;
  }
}
