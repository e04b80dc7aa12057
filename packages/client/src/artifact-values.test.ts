import { expect, test } from 'vitest';
import { contentOf } from './artifact-content.ts';
import { DataFrame, NumpyArray } from './pickle/python-value.ts';
import { VALUES } from './testing/values.ts';

function read(name: keyof typeof VALUES): unknown {
  const content = contentOf(Buffer.from(VALUES[name], 'base64'), name);
  return content.kind === 'value' ? content.value : content;
}

test.each(['frame1', 'frame2'] as const)(
  '%s: categories, missing values, times with and without a zone, an index of two levels',
  (name) => {
    expect(read(name)).toEqual(
      new DataFrame(
        ['c', 'n', 'z', 't', 'd', 's'],
        [
          ['k', 1],
          ['k', 2],
          ['l', 1],
        ],
        [
          ['x', null, 'x'],
          [1, null, 3],
          ['2020-01-01T00:00:00.5Z', null, '2021-01-01T00:00:00Z'],
          ['2020-01-01T00:00:00', null, '2021-01-01T00:00:00'],
          [3600, null, 2],
          ['a', null, 'c'],
        ],
      ),
    );
  },
);

test.each(['1', '2'] as const)('series, columns of two levels and empty frames of pandas %s', (version) => {
  expect(read(`series${version}`)).toEqual(new DataFrame(['s'], ['2020-01-01T00:00:00', '2020-01-02T00:00:00'], [[1, 2]]));
  const frame = read(`columns${version}`);
  expect(frame instanceof DataFrame && [frame.column(['a', 'c']), frame.column(['a', 'd']), frame.column('a')]).toEqual([
    [1, 3],
    undefined,
    undefined,
  ]);
  expect(read(`empty${version}`)).toEqual(new DataFrame(['a'], [], [[]]));
});

test('values of the standard library, pandas and numpy', () => {
  expect(read('values')).toEqual({
    at: '2020-01-02T03:04:05.000006',
    zoned: '2020-01-02T00:00:00-05:30',
    day: '2020-01-02',
    time: '01:02:03',
    took: 86_400.5,
    price: '1.10',
    id: '00000000-0000-0001-0000-000000000005',
    path: '/a/b',
    range: [0, 2, 4],
    bytes: Buffer.from('x'),
    queue: [1, 2],
    count: { a: 2, b: 1 },
    default: { a: [1] },
    stamp: '2020-01-01T11:00:00Z',
    delta: 90,
    missing: [null, null],
    half: new NumpyArray('float16', [4], [1.5, -2, 2 ** -24, Number.POSITIVE_INFINITY]),
    text: new NumpyArray(
      'S2',
      [2],
      ['ab', 'c'].map((text) => new Uint8Array(Buffer.from(text))),
    ),
    index: ['p', 'q'],
  });
});

test('a time whose zone only Python knows stays bytes', () => {
  expect(read('zone')).toMatchObject({ kind: 'opaque', reason: 'it has a time of a zone that only Python knows' });
});
