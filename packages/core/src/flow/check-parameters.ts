import type { Problem } from '../errors.ts';
import { flowErrors as errors } from './errors.ts';
import type { Flow, Parameter } from './flow.ts';
import { isValueOf } from './parameter-value.ts';
import { RESERVED_ATTRIBUTES, RESERVED_OPTIONS } from './reserved.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** What is wrong with the names of parameters. Pure. */
export function checkParameters(flow: Flow): readonly Problem[] {
  return flow.parameters.flatMap((parameter, index) => [...checkParameter(flow, parameter, flow.parameters.slice(0, index))]);
}

function* checkParameter(flow: Flow, parameter: Parameter, earlier: readonly Parameter[]): Generator<Problem> {
  const { name, attribute } = parameter;
  const place = { file: flow.file, line: parameter.line };
  if (!NAME.test(name)) yield errors.problem('flow.bad-parameter-name', { name }, place);
  if (RESERVED_ATTRIBUTES.has(attribute) || attribute.startsWith('_')) {
    yield errors.problem('flow.reserved-name', { what: 'parameter', name: attribute }, place);
  }
  if (!isDefaultOf(parameter)) {
    const details = { name, value: JSON.stringify(parameter.default), expected: expectedOf(parameter) };
    yield errors.problem('flow.bad-default', details, place);
  }
  const other = clash(flow, parameter, earlier);
  if (other !== undefined) yield errors.problem('flow.parameter-clash', { name, other }, place);
}

const EXPECTED: Readonly<Record<Parameter['type'], string>> = {
  str: 'a text',
  int: 'a whole number',
  float: 'a number',
  bool: 'True or False',
  json: 'JSON',
};

function expectedOf({ type, isMultiple }: Parameter): string {
  return isMultiple ? `a list, each item ${EXPECTED[type]}` : `${EXPECTED[type]}, or another type=`;
}

function isDefaultOf({ type, default: value, separator, isMultiple }: Parameter): boolean {
  if (isMultiple)
    return value === undefined || value === null || (Array.isArray(value) && value.every((each) => isValueOf(type, String(each))));
  if (typeof value !== 'string') return !((type === 'int' || type === 'float') && typeof value === 'object' && value !== null);
  const parts = separator === undefined || value === '' ? [value] : value.split(separator);
  return (separator !== undefined && value === '') || parts.every((part) => isValueOf(type, part));
}

function clash(flow: Flow, { name, attribute }: Parameter, earlier: readonly Parameter[]): string | undefined {
  if (RESERVED_OPTIONS.has(optionOf(name))) return `the option --${optionOf(name)}`;
  if (flow.steps.some((step) => step.name === attribute)) return 'a step';
  return earlier.some((parameter) => optionOf(parameter.name) === optionOf(name)) ? 'another parameter' : undefined;
}

function optionOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
