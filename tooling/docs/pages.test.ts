import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['*.md', 'docs/**/*.md', 'packages/**/README.md', 'apps/*/README.md', 'examples/*/README.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] }),
);

test("the README's flow is the example, word for word", () => {
  const [, flow] = /```python\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
  expect(flow?.trim()).toBe(read('examples/pandasflow.py').trim());
});

test.each(PAGES)('%s: its links lead somewhere, and its npm scripts are there', (page) => {
  const text = read(page);
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link = '']) => link).filter((link) => !link.includes(':'));
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  const { scripts } = JSON.parse(read('package.json'));
  const commands = [...text.matchAll(/npm run ([\w:-]+)\b(?! -w )/g)].map(([, name = '']) => name);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});

test('the tutorials of the README are there', () => {
  const flows = [...read('examples/tutorials/README.md').matchAll(/(?:frazil|python|--config config) (\d\d-[\w./-]+)/g)].map(
    ([, path = '']) => path,
  );
  expect(flows.length).toBeGreaterThan(15);
  expect(flows.filter((path) => !existsSync(join(ROOT, 'examples/tutorials', path)))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
