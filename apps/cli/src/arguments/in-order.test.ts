import { expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { inOrder } from './in-order.ts';
import { splitArguments } from './split-arguments.ts';

const WORDS = new Set(['help', ...COMMANDS.map(({ name }) => name.split(' ')[0] ?? name)]);
const ordered = (line: string) => inOrder(splitArguments(line.split(' '), WORDS), COMMANDS).rest.join(' ');

test.each([
  ['f.py --branch ice run --alpha 1', 'run --branch ice --alpha 1'],
  ['--production f.py --store run argo-workflows create', '--store run argo-workflows create --production'],
  [
    'f.py --branch=ice --package-suffixes .py,.sql step-functions --name x create',
    'step-functions create --branch=ice --package-suffixes .py,.sql --name x',
  ],
  ['f.py --branch ice --json show', '--json show'],
  ['f.py --branch ice resume train', 'resume --branch ice train'],
])('options that Metaflow has before the command: %s', (line, expected) => {
  expect(ordered(line)).toBe(expected);
});

test.each([
  ['f.py help', '--help'],
  ['f.py help card view', 'card view --help'],
  ['f.py logs show 17/start', 'logs 17/start'],
  ['f.py logs show --stderr 17/start', 'logs --stderr 17/start'],
  ['f.py logs show', 'logs show'],
  ['f.py logs show --stderr', 'logs show --stderr'],
])('words of Metaflow: %s', (line, expected) => {
  expect(ordered(line)).toBe(expected);
});
