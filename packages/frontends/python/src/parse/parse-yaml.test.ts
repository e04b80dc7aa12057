import { expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.ts';
import { Unparsable } from './unparsable.ts';

// What PyYAML's safe_load makes of them, but for dates, which it makes objects of.
const SCALARS: Readonly<Record<string, string>> = {
  yes: 'true',
  No: 'false',
  on: 'true',
  OFF: 'false',
  y: '"y"',
  n: '"n"',
  tRue: '"tRue"',
  '~': 'null',
  Null: 'null',
  '': 'null',
  '0': '0',
  '010': '8',
  '-010': '-8',
  '08': '"08"',
  '0o17': '"0o17"',
  '0x1F': '31',
  '0b11': '3',
  '1_000': '1000',
  '+1': '1',
  '123456789012345678901234567890': '123456789012345678901234567890',
  '1:30': '90',
  '-1:2:3': '-3723',
  '1:30:15.5': '5415.5',
  '1:60': '"1:60"',
  '2.0': '2.0',
  '5.': '5.0',
  '.5': '0.5',
  '+.5': '"+.5"',
  '1e3': '"1e3"',
  '1.5e3': '"1.5e3"',
  '1.5e+3': '1500.0',
  '-0.0': '-0.0',
  '1.0e+30': '1e+30',
  '.inf': 'Infinity',
  '-.INF': '-Infinity',
  '.nan': 'NaN',
  '2001-01-02': '"2001-01-02"',
  '"yes"': '"yes"',
  "'010'": '"010"',
  'a b': '"a b"',
};

test.each(Object.entries(SCALARS))('%s', (source, json) => {
  expect(parseYaml(`key: ${source}`)).toBe(`{"key":${json}}`);
});

test('mappings, sequences, blocks, tags', () => {
  expect(parseYaml('a: [1, {b: c}]\nd:\n- |\n  x\n  y\n- >-\n  x\n  y\n')).toBe('{"a":[1,{"b":"c"}],"d":["x\\ny\\n","x y"]}');
  expect(parseYaml('a: !!str 1\nb: !!int "2"\nc: !!float "2.5"\nd: ! 3\ne: !!map {}\nf: !!seq []')).toBe(
    '{"a":"1","b":2,"c":2.5,"d":"3","e":{},"f":[]}',
  );
  expect(parseYaml('1: a\nyes: b\n~: c\n"2": d\n1.5: e')).toBe('{"1":"a","true":"b","null":"c","2":"d","1.5":"e"}');
  expect(parseYaml('a: 1\na: 2')).toBe('{"a":2}');
  expect(parseYaml('')).toBe('null');
});

test('aliases and merges', () => {
  expect(parseYaml('a: &a {x: 1, y: 2}\nb: {<<: *a, x: 3}\nc: *a')).toBe('{"a":{"x":1,"y":2},"b":{"x":3,"y":2},"c":{"x":1,"y":2}}');
  expect(parseYaml('- &a {x: 1}\n- &b {x: 2, y: 2}\n- x: 0\n  <<: [*a, *b]\n- <<: [*a, *b]')).toContain('{"x":0,"y":2},{"x":1,"y":2}');
  expect(parseYaml('"<<": 1')).toBe('{"<<":1}');
});

const BROKEN: readonly (readonly [string, string, number | undefined])[] = [
  ['a: [1, 2\nb: 1', 'Flow sequence', 2],
  ['a: 1\n b: 2', 'Nested mappings', 1],
  ['a: 1\nb: *nowhere', 'no anchor &nowhere', 2],
  ['a: 1\n---\nb: 2', 'multiple documents', 2],
  ['a: 1\nb: !mine 2', 'no value for the tag !mine', 2],
  ['a: !!binary eA==', 'no value for the tag !!binary', 1],
  ['a: !!set {x}', 'no value for the tag !!set', 1],
  ['a: 1\n? [x]\n: 1', 'a key has to be a plain value', 2],
  ['a: 1\n<<: 3', 'only mappings', 2],
  ['a: &a [*a]', 'contains itself', 1],
  [
    ['a0: &a0 [x,x]', ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at},*a${at}]`)].join('\n'),
    'too large',
    undefined,
  ],
];

test.each(BROKEN)('%j can not be parsed', (text, words, line) => {
  try {
    parseYaml(text);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof Unparsable)) throw error;
    expect(error.message).toContain(words);
    expect(error.line).toBe(line);
  }
});
