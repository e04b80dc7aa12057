import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPythons } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relocatableScript } from './scripts.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scripts with space-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A prefix with an interpreter and a script `bin/tool`. */
function prefix(name: string, python: string, script: string): string {
  const bin = join(folder, name, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'python3'), `#!/bin/sh\nexec '${python}' "$@"\n`);
  writeFileSync(join(bin, 'tool'), relocatableScript(Buffer.from(script, 'latin1')));
  chmodSync(join(bin, 'python3'), 0o755);
  chmodSync(join(bin, 'tool'), 0o755);
  return bin;
}

const ECHO = '#!python\nimport sys\nprint(sys.argv[1:], __name__)\n';
const [first] = findPythons();
const python = first?.python ?? '';

test('runs however it is called: by path, by name, through links, by a shell, without a PATH', () => {
  const bin = prefix('it', python, ECHO);
  const links = join(folder, 'links');
  mkdirSync(links);
  symlinkSync(join(bin, 'tool'), join(links, 'absolute'));
  symlinkSync('../it/bin/tool', join(links, 'relative'));
  symlinkSync('relative', join(links, 'twice'));
  symlinkSync('it', join(folder, 'linked prefix'));
  const run = (command: string, args: readonly string[] = [], options: { cwd?: string; env?: Record<string, string> } = {}) =>
    execFileSync(command, [...args, 'a b', '$x', "'"], { encoding: 'utf8', ...options });
  const expected = `['a b', '$x', "'"] __main__\n`;
  expect(run(join(bin, 'tool'), [], { env: {} })).toBe(expected);
  expect(run('tool', [], { env: { PATH: `${bin}:/usr/bin:/bin` } })).toBe(expected);
  expect(run('./tool', [], { cwd: bin })).toBe(expected);
  expect(run('sh', ['tool'], { cwd: bin })).toBe(expected);
  expect(run(join(folder, 'linked prefix', 'bin', 'tool'))).toBe(expected);
  for (const link of ['absolute', 'relative', 'twice']) expect(run(join(links, link))).toBe(expected);
  expect(run('./twice', [], { cwd: links })).toBe(expected);
});

const SHAPES: readonly (readonly [string, string])[] = [
  ['a docstring and a __future__ import', `#!python\n"""Doc."""\nfrom __future__ import annotations\nprint('ok')\n`],
  ['a __future__ import alone', `#!python\nfrom __future__ import annotations\nprint('ok')\n`],
  [
    'comments and an encoding',
    `#!python\n# -*- coding: latin-1 -*-\n\n# more\nr'''Doc\n\\d'''\nfrom __future__ import division\nassert '\xe9' == chr(0xe9)\nprint('ok')\n`,
  ],
  ['options in the shebang', `#!pythonw -E\r\nprint('ok')\r\n`],
  ['no more than a shebang', '#!python'],
];

test.each(findPythons())('$version runs every shape of script', ({ python: executable, version }) => {
  for (const [index, [shape, script]] of SHAPES.entries()) {
    const { status, stdout, stderr } = spawnSync(join(prefix(`${version}-${index}`, executable, script), 'tool'), { encoding: 'utf8' });
    expect({ shape, status, stdout, stderr }).toEqual({ shape, status: 0, stdout: script === '#!python' ? '' : 'ok\n', stderr: '' });
  }
});

test('leaves other scripts alone', () => {
  for (const script of ['#!/usr/bin/env python\nx', '#!/bin/sh\nx', 'x', '']) {
    expect(Buffer.from(relocatableScript(Buffer.from(script))).toString()).toBe(script);
  }
});
