import { expect, test } from 'vitest';
import { splitArguments } from './split-arguments.ts';

const COMMANDS = new Set(['run', 'show', 'version']);
const split = (line: string) => splitArguments(line.split(' '), COMMANDS);

test('finds the flow file before the command, options around it', () => {
  expect(split('flow.py run --alpha 1')).toMatchObject({
    flowFile: 'flow.py',
    command: 'run',
    words: ['run'],
    rest: ['run', '--alpha', '1'],
  });
  expect(split('--environment local flow.py --store x.y run').flowFile).toBe('flow.py');
  expect(split('--environment=pypi a/flow --json show')).toMatchObject({
    flowFile: 'a/flow',
    command: 'show',
    rest: ['--environment=pypi', '--json', 'show'],
  });
});

test('knows commands that have no flow', () => {
  expect(split('version')).toMatchObject({ flowFile: undefined, command: 'version', rest: ['version'] });
  expect(split('rnu flow.py')).toMatchObject({ flowFile: undefined, command: 'rnu', rest: ['rnu', 'flow.py'] });
  expect(split('--json').command).toBe(undefined);
});

test('a value that looks like a file is no flow', () => {
  expect(split('run --file x.py').flowFile).toBe(undefined);
});

test('finds the words of a command in a group, the name of the flow behind them as Metaflow has it before', () => {
  expect(split('flow.py argo-workflows create --only-json').words).toEqual(['argo-workflows', 'create']);
  const named = split('flow.py argo-workflows --name ice trigger --alpha 1');
  expect(named).toMatchObject({
    words: ['argo-workflows', 'trigger'],
    rest: ['argo-workflows', 'trigger', '--name', 'ice', '--alpha', '1'],
  });
  expect(split('flow.py step-functions --name=ice create').rest).toEqual(['step-functions', 'create', '--name=ice']);
});
