import { expect, test } from 'vitest';
import { measureFiles } from './measure-files.ts';

test('sums up lengths and names what is too long', () => {
  const measured = [...Array(19).keys()].map((lines) => ({ file: `${lines}.ts`, lines }));
  const long = { file: 'long.ts', lines: 251 };
  expect(measureFiles([long, ...measured])).toEqual({ files: 20, median: 10, p95: 251, longest: long, tooLong: [long] });
});

test('nothing has no length', () => {
  expect(measureFiles([])).toEqual({ files: 0, median: 0, p95: 0, longest: undefined, tooLong: [] });
});
