import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIgnoreRules } from './ignore-rules.ts';

test.each([
  ['*.csv', 'a.csv', true],
  ['*.csv', 'deep/er/a.csv', true],
  ['/a.py', 'a.py', true],
  ['/a.py', 'b/a.py', false],
  ['b/*.py', 'b/a.py', true],
  ['b/*.py', 'c/b/a.py', false],
  ['**/b', 'c/d/b', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**', 'a', false],
  ['a/**', 'a/b', true],
  ['#a', '#a', false],
  ['\\#a', '#a', true],
  ['a ', 'a', true],
  ['a\\ ', 'a ', true],
  ['*.py\n!keep.py', 'keep.py', false],
  ['!keep.py\n*.py', 'keep.py', true],
  ['[a-c].py', 'b.py', true],
  ['[!a-c].py', 'b.py', false],
  ['a?c', 'a/c', false],
  ['a[', 'a[', false],
  ['a.py\r\nb.py', 'a.py', true],
])('%j says of %s: %s', (text, path, ignored) => {
  expect(parseIgnoreRules(text).ignores(path, false)).toBe(ignored);
});

test('a rule that ends with a slash is for folders', () => {
  const rules = parseIgnoreRules('data/');
  expect(rules.ignores('a/data', true)).toBe(true);
  expect(rules.ignores('a/data', false)).toBe(false);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-ignore-'));
  git(['init', '--quiet']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(args: readonly string[], input = ''): string {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', args, { cwd: folder, input, env, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
}

/** What git says of files in the top folder, and of each folder above a path, one after the other. */
function gitIgnores(rules: string, paths: readonly string[]): readonly boolean[] {
  writeFileSync(join(folder, '.gitignore'), rules);
  const output = execGit(paths);
  return output.map((line) => line !== '' && !line.startsWith('!'));
}

function execGit(paths: readonly string[]): readonly string[] {
  // Exit code 1 says that nothing is ignored.
  let output = '';
  try {
    output = git(['check-ignore', '--no-index', '--verbose', '--non-matching', '-z', '--stdin'], paths.join('\0'));
  } catch (error) {
    output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  }
  const fields = output.split('\0');
  return paths.map((_, index) => fields[index * 4 + 2] ?? '');
}

test('says of files what git says', () => {
  // A backslash always comes with what it quotes: before a slash, git's own shortcuts disagree with each other.
  const name = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '*', '?', '[ab]', '[!a]', '\\a', '\\*', '\\!', '\\\\', '!', ' '),
    minLength: 1,
    maxLength: 4,
  });
  const rule = fc.array(fc.oneof(name, fc.constant('**')), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const rules = fc.array(
    fc.tuple(fc.constantFrom('', '!', '/'), rule).map((parts) => parts.join('')),
    { maxLength: 4 },
  );
  const paths = ['a', 'b', 'ab', 'a.b', '.a', 'ba', 'a/b', 'a/a', 'b/ab', 'a/b/a', 'b/a/b/ab'];
  fc.assert(
    fc.property(rules, (lines) => {
      const text = lines.join('\n');
      const parsed = parseIgnoreRules(text);
      expect(paths.map((path) => ignoresWithFolders(parsed, path))).toEqual(gitIgnores(text, paths));
    }),
    { numRuns: 150 },
  );
});

function ignoresWithFolders(rules: ReturnType<typeof parseIgnoreRules>, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => rules.ignores(parts.slice(0, index + 1).join('/'), index < parts.length - 1));
}
