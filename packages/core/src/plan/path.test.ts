import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPath, type PathSegment, parsePath, pathText } from './path.ts';

const item = (index: number): PathSegment => ({ kind: 'item', index });
const repetition = (index: number): PathSegment => ({ kind: 'repetition', index });

test.each([
  [[], '0'],
  [[item(0)], '0'],
  [[repetition(0)], 'r0'],
  [[item(3), repetition(2), item(5)], '3-r2-5'],
])('%j is %s', (segments, text) => {
  expect(pathText(segments)).toBe(text);
});

test('what was written is read', () => {
  const segment = fc.record({ kind: fc.constantFrom('item' as const, 'repetition' as const), index: fc.nat() });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
      expect(parsePath(pathText(segments))).toEqual(segments);
    }),
  );
});

test.each(['', '-', '3-', 'r', 'r-1', '3r', '01', '3--4', ' 3', '1e3', '3-x'])('%j is no path', (text) => {
  expect(parsePath(text)).toBeUndefined();
});

test.each([
  ['3-r2-5', 0, '0'],
  ['3-r2-5', 1, '3'],
  ['3-r2-5', 2, '3-r2'],
  ['3-r2-5', 3, '3-r2-5'],
  ['3-r2-5', 4, '3-r2-5'],
  ['0', 0, '0'],
])('%s, cut to %i segments, is %s', (text, depth, cut) => {
  expect(cutPath(text, depth)).toBe(cut);
});
