import { type Json, type Parameter, type Plan, triggerArguments } from '@frazil/core';
import { argoErrors } from './errors.ts';
import { type Fields, some } from './manifest.ts';

const ALLOWED = /^[a-zA-Z0-9][-a-zA-Z0-9_]*$/;

/** The flow's parameters as arguments of a run, with their defaults, and those for the events that start it. Pure. Argo asks for those without a value. */
export function argumentsOf(plan: Plan): Fields | undefined {
  const payloads = triggerArguments(plan.triggers).map(({ argument }) => ({ name: argument, value: 'null' }));
  const parameters = some([...plan.parameters.map((each) => argumentOf(plan, each)), ...payloads]);
  return parameters && { parameters };
}

function argumentOf({ file }: Plan, parameter: Parameter): Fields {
  const { name, type, line } = parameter;
  if (!ALLOWED.test(name) || name === 'json') {
    throw argoErrors.create('argo.parameter-name', { parameter: name }, { location: { file, line } });
  }
  const isOptional = mayBeAbsent(parameter);
  const value = isOptional ? '' : defaultOf(parameter);
  const choices = type === 'bool' && parameter.separator === undefined ? [...(isOptional ? [''] : []), 'true', 'false'] : [];
  const description = [parameter.help, type === 'str' ? '' : `(${type})`].filter((text) => text !== '').join(' ');
  return { name, value, enum: some(choices), description: description === '' ? undefined : description };
}

/** Whether a run may go without a text for a parameter: then the empty text stands for none. Pure. */
function mayBeAbsent(parameter: Parameter): boolean {
  return parameter.hasComputedDefault || (!parameter.required && defaultOf(parameter) === undefined);
}

/** Whether runs that nobody gives parameters to can't be started. Pure. */
export function isDemanded(parameter: Parameter): boolean {
  return !mayBeAbsent(parameter) && defaultOf(parameter) === undefined;
}

function defaultOf({ default: value, type, separator }: Parameter): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (separator !== undefined && Array.isArray(value)) return value.map(textOf).join(separator);
  return type === 'json' && typeof value !== 'string' ? JSON.stringify(value) : textOf(value);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * An expression that is the run's parameters as one JSON object, name to text. Pure. `$` and `{{` inside of it are written as JSON
 * escapes, because Kubernetes and Argo would replace them.
 */
export function parametersExpression({ parameters }: Plan): string {
  const absent = parameters.filter(mayBeAbsent).map(({ name }) => `'${name}'`);
  const all = 'fromJSON(workflow.parameters.json)';
  const given = absent.length === 0 ? all : `filter(${all}, #.value != '' || not (#.name in [${absent.join(', ')}]))`;
  // Argo's toJson takes texts, but not the maps that its expressions make.
  const json = `'{' + join(map(${given}, toJson(#.name) + ':' + toJson(#.value)), ',') + '}'`;
  return `{{=replace(replace(${json}, '$', '\\\\u0024'), '{' + '{', '{\\\\u007b')}}`;
}
