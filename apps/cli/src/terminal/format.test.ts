import { expect, test } from 'vitest';
import { fitLine } from './fit-line.ts';
import { formatBytes, formatCount, formatSeconds, formatTime } from './format.ts';
import { createStyle, wantsColour } from './style.ts';

test('numbers for people', () => {
  expect([0, 999, 1000, 87_412_345, 3e15].map(formatBytes)).toEqual(['0 B', '999 B', '1.0 kB', '87.4 MB', '3000.0 TB']);
  expect([0.04, 9.94, 12.3, 59.6, 185, 7600].map(formatSeconds)).toEqual([
    '0.0 s',
    '9.9 s',
    '12 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 06 min',
  ]);
  expect([formatCount(1, 'task'), formatCount(1200, 'task')]).toEqual(['1 task', '1,200 tasks']);
  expect(formatTime(new Date(2026, 0, 31, 9, 5, 7, 12))).toBe('2026-01-31 09:05:07.012');
});

test('lines are cut to the width of the terminal, colours not counted', () => {
  const { red } = createStyle(true);
  expect(fitLine('abcdef', 6)).toBe('abcdef');
  expect(fitLine('abcdefg', 6)).toBe('abcde…\x1b[0m');
  expect(fitLine(red('abcdef'), 6)).toBe(red('abcdef'));
  expect(fitLine(red('abcdefg'), 4)).toBe('\x1b[31mabc…\x1b[0m');
});

test('colour: NO_COLOR wins, FORCE_COLOR next, then the terminal', () => {
  expect(wantsColour({}, true)).toBe(true);
  expect(wantsColour({}, false)).toBe(false);
  expect(wantsColour({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
  expect(wantsColour({ FORCE_COLOR: '1' }, false)).toBe(true);
  expect(wantsColour({ FORCE_COLOR: '0' }, true)).toBe(false);
  expect(wantsColour({ TERM: 'dumb' }, true)).toBe(false);
  expect(createStyle(false).red('x')).toBe('x');
});
