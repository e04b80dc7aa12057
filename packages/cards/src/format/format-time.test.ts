import { expect, test } from 'vitest';
import { formatDuration, formatTime } from './format-time.ts';

test.each([
  ['2025-10-15T08:30:00.999Z', '2025-10-15 08:30:00 UTC'],
  ['2025-10-15T10:30:00+02:00', '2025-10-15 08:30:00 UTC'],
  ['yesterday', 'yesterday'],
])('%s is %s', (iso, expected) => {
  expect(formatTime(iso)).toBe(expected);
});

test.each([
  [120, '0.12 s'],
  [1_360, '1.4 s'],
  [9_990, '10.0 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
])('%i milliseconds are %s', (milliseconds, expected) => {
  expect(formatDuration(new Date(0).toISOString(), new Date(milliseconds).toISOString())).toBe(expected);
});

test('a duration that is not known', () => {
  expect(formatDuration('2025-10-15T08:30:00Z', undefined)).toBeUndefined();
  expect(formatDuration('2025-10-15T08:30:00Z', '2025-10-15T08:29:00Z')).toBeUndefined();
});
