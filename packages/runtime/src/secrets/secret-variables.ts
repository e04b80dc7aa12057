import type { Json, SecretSource } from '@frazil/core';
import { secretError } from './secret-error.ts';
import type { SecretVariables } from './secrets-provider.ts';

/**
 * The text of a secret as variables: those of a JSON object, or one that holds all of it where the source names one
 * (`env_var_name`) or says that it is no JSON. Throws for a text that is neither. Pure.
 */
export function variablesOfText(source: SecretSource, text: string, name: string): SecretVariables {
  const { env_var_name: chosen, json } = source.options;
  if (typeof chosen === 'string' || json === false) return { [typeof chosen === 'string' ? chosen : variableName(name)]: text };
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw secretError('invalid', source, 'it is no JSON object, and no env_var_name says which variable gets it');
  }
  return textsOf(source, value);
}

/** The members of an object as variables. Throws when two have one name. Pure. */
export function textsOf(source: SecretSource, value: object): SecretVariables {
  const entries = Object.entries(value).map(([name, member]) => [variableName(name), textOf(member)] as const);
  const variables = Object.fromEntries(entries);
  if (Object.keys(variables).length === entries.length) return variables;
  throw secretError('invalid', source, 'two of its names are the same variable');
}

/** What a variable is called whose secret has a name that no variable may have. Pure. */
function variableName(name: string): string {
  return name.replaceAll(/[-./]/g, '_');
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
