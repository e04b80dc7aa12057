import { expect, test } from 'vitest';
import { splitArguments } from './split-arguments.ts';

const COMMANDS = new Set(['run', 'show', 'version']);
const split = (line: string) => splitArguments(line.split(' '), COMMANDS);

test('finds the flow file before the command, options around it', () => {
  expect(split('flow.py run --alpha 1')).toEqual({ flowFile: 'flow.py', command: 'run', rest: ['run', '--alpha', '1'] });
  expect(split('--environment local flow.py --store x.y run').flowFile).toBe('flow.py');
  expect(split('--environment=pypi a/flow --json show')).toEqual({
    flowFile: 'a/flow',
    command: 'show',
    rest: ['--environment=pypi', '--json', 'show'],
  });
});

test('knows commands that have no flow', () => {
  expect(split('version')).toEqual({ flowFile: undefined, command: 'version', rest: ['version'] });
  expect(split('rnu flow.py')).toEqual({ flowFile: undefined, command: 'rnu', rest: ['rnu', 'flow.py'] });
  expect(split('--json').command).toBe(undefined);
});

test('a value that looks like a file is no flow', () => {
  expect(split('run --file x.py').flowFile).toBe(undefined);
});
