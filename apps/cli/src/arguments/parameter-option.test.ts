import { Command } from 'commander';
import { expect, test } from 'vitest';
import { flowOfSteps, parameterOf } from '../testing/flows.ts';
import { COMMANDS } from './commands.ts';
import { ParameterOption, parametersOf } from './parameter-option.ts';
import { assertNamesFree, withNamesOfParameters } from './parameters.ts';

const PARAMETERS = [
  parameterOf('count', { type: 'int' }),
  parameterOf('rate', { type: 'float' }),
  parameterOf('fast', { type: 'bool' }),
  parameterOf('spec', { type: 'json' }),
  parameterOf('my_name'),
  parameterOf('no-color'),
];

function parse(...words: readonly string[]): Readonly<Record<string, string>> {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} });
  for (const parameter of PARAMETERS) command.addOption(new ParameterOption(parameter, 'run'));
  return parametersOf(command.parse([...words], { from: 'user' }).opts());
}

test('values stay text', () => {
  expect(parse('--count', '1_000', '--rate', '1e-3', '--fast', 'no', '--spec', '{"a": 1}', '--my_name', 'x', '--no-color', 'y')).toEqual({
    count: '1_000',
    rate: '1e-3',
    fast: 'no',
    spec: '{"a": 1}',
    my_name: 'x',
    'no-color': 'y',
  });
  expect(parse('--fast')).toEqual({ fast: 'true' });
  expect(parse('--count', '-3')).toEqual({ count: '-3' });
  expect(parse()).toEqual({});
});

test.each([
  ['--count', '1.5', 'It is not an integer.'],
  ['--rate', 'fast', 'It is not a number.'],
  ['--fast', 'maybe', 'It is neither true nor false.'],
  ['--spec', '{', 'It is not JSON'],
])('refuses %s %s', (option, value, message) => {
  expect(() => parse(option, value)).toThrow(message);
});

test('cli.parameter-name-taken says which parameters clash with the command', () => {
  const run = COMMANDS.find(({ name }) => name === 'run');
  const flow = flowOfSteps(undefined, [parameterOf('tag'), parameterOf('store')]);
  const problem = { code: 'cli.parameter-name-taken', location: { file: 'flow.py', line: 3 } };
  if (run === undefined) throw new TypeError('no command run');
  expect(() => assertNamesFree(flow, run)).toThrow(expect.objectContaining({ problems: [expect.objectContaining(problem)] }));
  expect(() => assertNamesFree(flowOfSteps(undefined, [parameterOf('trigger')]), run)).not.toThrow();
});

test('dashes may stand for underscores', () => {
  const flow = flowOfSteps(undefined, PARAMETERS);
  expect(withNamesOfParameters(['run', '--my-name=a=b', '--count', '1'], flow)).toEqual(['run', '--my_name=a=b', '--count', '1']);
});
