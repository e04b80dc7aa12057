import { array, assert, constantFrom, property, record as recordOf, string } from 'fast-check';
import { expect, test } from 'vitest';
import { formatRecord, parseRecord } from './record.ts';

test('reads hashes with and without padding, quoted paths, both kinds of line ends', () => {
  const parsed = parseRecord('a.py,sha256=abc=,10\r\n"b,""c"".py",sha512=xyz,\nRECORD,,\n');
  expect([...parsed]).toEqual([
    ['a.py', { algorithm: 'sha256', value: 'abc' }],
    ['b,"c".py', { algorithm: 'sha512', value: 'xyz' }],
    ['RECORD', undefined],
  ]);
});

test('names the line that is broken', () => {
  expect(() => parseRecord('a.py,,\nnonsense\n')).toThrow('line 2 of its RECORD is broken');
});

test('reads what it writes, in order of path', () => {
  const path = string({ minLength: 1, unit: constantFrom('a', 'b', '/', ',', '"', ' ', 'é') });
  void assert(
    property(array(recordOf({ path, sha256: constantFrom('abc', 'def') })), (rows) => {
      const parsed = parseRecord(formatRecord(rows));
      for (const row of rows) expect(parsed.has(row.path)).toBe(true);
      expect([...parsed.keys()]).toEqual([...parsed.keys()].sort());
    }),
  );
});
