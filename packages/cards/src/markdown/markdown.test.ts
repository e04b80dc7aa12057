import { expect, test } from 'vitest';
import { htmlText } from '../html/html.ts';
import { markdown } from './markdown.ts';

test.each([
  [
    'a *b* **c** `d*e*` _f_ ~~g~~ snake_case_name',
    '<p>a <em>b</em> <strong>c</strong> <code>d*e*</code> <em>f</em> <del>g</del> snake_case_name</p>\n',
  ],
  ['2 * 3 * 4 and **not closed', '<p>2 * 3 * 4 and **not closed</p>\n'],
  [
    '[a](https://example.com/?b=1&c) and [m](mailto:a@example.com)',
    '<p><a href="https://example.com/?b=1&amp;c" rel="noopener noreferrer">a</a> and <a href="mailto:a@example.com" rel="noopener noreferrer">m</a></p>\n',
  ],
  ['[a](javascript:alert) [b](data:text/html,x) [c](/d)', '<p>[a](javascript:alert) [b](data:text/html,x) [c](/d)</p>\n'],
  ['one\ntwo\n\nthree', '<p>one\ntwo</p>\n<p>three</p>\n'],
  ['## a ##\n#### b\nc', '<h3>a</h3>\n<h4>b</h4>\n<p>c</p>\n'],
  ['- a\n- b\n  c\n\n1. d\n2) e', '<ul><li>a</li>\n<li>b c</li>\n</ul>\n<ol><li>d</li>\n<li>e</li>\n</ol>\n'],
  ['> a\n> *b*', '<blockquote>a\n<em>b</em></blockquote>\n'],
  ['a\n***\nb', '<p>a</p>\n<hr>\n<p>b</p>\n'],
  [
    '```py\nx < *1*\n```\nafter',
    '<pre class="code" tabindex="0" role="group" aria-label="py"><code>x &lt; *1*</code></pre>\n<p>after</p>\n',
  ],
  ['```\nnever closed', '<pre class="code" tabindex="0" role="group" aria-label="code"><code>never closed</code></pre>\n'],
  ['<b>x</b> & y', '<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>\n'],
  ['', ''],
])('%j', (text, expected) => {
  expect(htmlText(markdown(text, 3))).toBe(expected);
});

test('a table', () => {
  expect(htmlText(markdown('| a | b |\n|---|--:|\n| x | 1 |\nafter', 3))).toBe(
    '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n<thead><tr><th scope="col">a</th><th scope="col" class="number">b</th></tr></thead>\n' +
      '<tbody><tr><td>x</td><td class="number">1</td></tr>\n</tbody></table></div>\n<p>after</p>\n',
  );
});

test.each(['*', '[', '`', '_', '# ', '- ', '> ', '|-', '~~', '[a](', ' ', '\n', '![', '**'])('a long text of %j takes no time', (piece) => {
  const started = performance.now();
  htmlText(markdown(piece.repeat(100_000), 3));
  expect(performance.now() - started).toBeLessThan(2_000);
});
