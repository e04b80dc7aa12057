import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contentOf } from './artifact-content.ts';
import { DataFrame, NumpyArray } from './pickle/python-value.ts';
import { PICKLES } from './testing/pickles.ts';

const read = (name: keyof typeof PICKLES) => contentOf(Buffer.from(PICKLES[name], 'base64'), `type of ${name}`);

test('plain values', () => {
  const content = read('plain');
  expect(content).toEqual({
    kind: 'value',
    value: Object.fromEntries([
      ['a', null],
      ['b', [true, false, -1, 70_000, 2n ** 53n + 1n, -(2n ** 70n), 1.5, 'ä']],
      ['c', [1, Buffer.from('x')]],
      ['d', new Set([1, 2])],
      ['e', new Set(['y'])],
      ['f', new Map([[1, 'one']])],
      ['g', Buffer.from('z')],
      ['h', { k: 1 }],
      ['i', [[1], [1]]],
      ['__proto__', 1],
    ]),
  });
});

test.each(['numpy1', 'numpy2'] as const)('arrays of %s', (name) => {
  expect(read(name)).toEqual({
    kind: 'value',
    value: {
      a: new NumpyArray('int64', [2, 3], [0, 1, 2, 3, 4, 5]),
      s: new NumpyArray('<U2', [2], ['ab', 'c']),
      f: 1.5,
      o: new NumpyArray('object', [2], [1, 'x']),
      t: new NumpyArray('datetime64[D]', [1], [18_262]),
      F: new NumpyArray('float64', [2, 3], [0, 1, 2, 3, 4, 5]),
      i8: 3,
      bool: new NumpyArray('bool', [2], [true, false]),
      T: new NumpyArray('int64', [3, 2], [0, 2, 4, 6, 8, 10]),
    },
  });
});

test.each(['pandas2', 'pandas3'] as const)('a data frame of %s', (name) => {
  const content = read(name);
  const frame = content.kind === 'value' && content.value instanceof DataFrame ? content.value : undefined;
  expect([frame?.columns, frame?.index]).toEqual([
    ['x', 'y', 's', 'b', 't'],
    [0, 1, 2],
  ]);
  expect([frame?.column('x'), frame?.column('b'), frame?.column('nope')]).toEqual([[1, 2, 3], [true, false, true], undefined]);
  expect(frame?.column('y')).toEqual([1.5, 2.5, Number.NaN]);
  expect(frame?.column('s')?.slice(0, 2)).toEqual(['a', 'b']);
  expect(frame?.column('t')?.at(-1)).toBeNull();
});

test.each(['mine', 'evil', 'name', 'cyclic'] as const)('%s stays bytes, and nothing is executed', (name) => {
  expect(read(name)).toMatchObject({ kind: 'opaque', type: `type of ${name}`, reason: expect.stringMatching(/^it /) });
  expect(existsSync('/tmp/evil')).toBe(false);
});

test('what is cut off, unknown or too deep stays bytes', () => {
  const whole = Buffer.from(PICKLES.numpy2, 'base64');
  for (let length = 0; length < whole.length; length += 1) expect(contentOf(whole.subarray(0, length), 'x').kind).toBe('opaque');
  for (const text of ['80ff', '2e', '612e', '28612e', '80054b01622e', '80055d4b01522e', '80055d6105', '6800']) {
    expect(contentOf(Buffer.from(text, 'hex'), 'x').kind).toBe('opaque');
  }
  const deep = (depth: number) => contentOf(Buffer.from(`\x80\x05${']'.repeat(depth)}${'a'.repeat(depth - 1)}.`, 'latin1'), 'x').kind;
  expect([deep(100), deep(100_000)]).toEqual(['value', 'opaque']);
});
