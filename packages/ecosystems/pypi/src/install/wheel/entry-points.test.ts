import { expect, test } from 'vitest';
import { parseEntryPoints } from './entry-points.ts';

test('reads the commands of both kinds, and nothing else', () => {
  const text = `
# a comment
; another one
[console_scripts]
plain = pkg:main
with-extra = pkg.module : object.method [extra1, extra2]
plain=pkg:newer
[other.group]
not a command
[gui_scripts]
Window.3 = pkg.gui:run
`;
  expect(parseEntryPoints('demo.whl', text)).toEqual([
    { name: 'plain', module: 'pkg', attribute: 'newer' },
    { name: 'with-extra', module: 'pkg.module', attribute: 'object.method' },
    { name: 'Window.3', module: 'pkg.gui', attribute: 'run' },
  ]);
  expect(parseEntryPoints('demo.whl', '')).toEqual([]);
});

test.each([
  'x',
  'x =',
  '= pkg:main',
  'x = pkg',
  'x = pkg:',
  'x = pkg:main()',
  'x = pkg; import os:y',
  '../x = pkg:main',
  '.. = pkg:main',
  'a\\b = p:m',
])('refuses %j', (line) => {
  const parse = () => parseEntryPoints('demo.whl', `[console_scripts]\n${line}\n`);
  expect(parse).toThrow(expect.objectContaining({ code: 'wheel.bad-entry-point' }));
});
