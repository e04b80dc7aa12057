import { expect, test } from 'vitest';
import { parseToml } from './parse-toml.ts';
import { Unparsable } from './unparsable.ts';

test('tables, arrays, and numbers that stay what they are', () => {
  const text = 'a = 1\nf = 1.0\ng = 1e3\nbig = 9007199254740993\nyes = true\n[x]\ny = [1, 2.5, "s", inf, {z = -0.0}]\n';
  expect(parseToml(text)).toBe('{"a":1,"f":1.0,"g":1000.0,"big":9007199254740993,"yes":true,"x":{"y":[1,2.5,"s",Infinity,{"z":-0.0}]}}');
});

test('dates and times are texts', () => {
  expect(parseToml('d = 2024-01-02\nt = 07:32:00\n')).toBe('{"d":"2024-01-02","t":"07:32:00.000"}');
});

test('a mistake has its line', () => {
  try {
    parseToml('a = 1\nb = = 2\n');
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof Unparsable)) throw error;
    expect([error.message, error.line]).toEqual(['invalid value', 2]);
  }
});
