import type { Json, Parameter, Plan } from '@frazil/core';
import { call, type Expression, value } from './python/expression.ts';

const TYPES: Readonly<Record<Parameter['type'], readonly string[]>> = {
  str: ['string'],
  int: ['integer'],
  float: ['number'],
  bool: ['boolean'],
  json: ['object', 'array', 'string', 'number', 'boolean'],
};

/** A flow's parameters as Airflow's, by name; one without a default has to be given. Pure. */
export function paramsOf({ parameters, triggers }: Plan): readonly (readonly [name: string, param: Expression])[] {
  const supplied = new Set(triggers.events.flatMap((event) => Object.keys(event.parameters)));
  return parameters.map((parameter) => [parameter.name, paramOf(parameter, supplied)]);
}

/** Whether runs that nobody gives the parameter to can't be started. Pure. */
export function isDemanded(parameter: Parameter): boolean {
  return parameter.required && !parameter.hasComputedDefault && defaultOf(parameter) === null;
}

function paramOf(parameter: Parameter, supplied: ReadonlySet<string>): Expression {
  const { name, type, separator, help } = parameter;
  const preset = defaultOf(parameter);
  const isOptional = !isDemanded(parameter) || supplied.has(name);
  const own = separator === undefined ? TYPES[type] : ['string'];
  const types = [...(preset === null && isOptional ? ['null'] : []), ...new Set([...own, ...(preset === null ? [] : [typeOf(preset)])])];
  return call('Param', preset === null && !isOptional ? [] : [value(preset)], {
    type: value(types.length === 1 ? (types[0] ?? null) : types.filter((each) => each !== 'integer' || !types.includes('number'))),
    description: help === '' ? undefined : value(help),
  });
}

function defaultOf({ default: preset, separator }: Parameter): Json {
  if (separator !== undefined && Array.isArray(preset)) {
    return preset.map((item: Json) => (typeof item === 'string' ? item : JSON.stringify(item))).join(separator);
  }
  return preset ?? null;
}

function typeOf(preset: Json): string {
  if (Array.isArray(preset)) return 'array';
  if (typeof preset === 'number') return Number.isInteger(preset) ? 'integer' : 'number';
  return typeof preset;
}
