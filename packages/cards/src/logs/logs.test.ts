import { expect, test } from 'vitest';
import { htmlText } from '../html/html.ts';
import { colouredText } from './coloured-text.ts';
import { logPanel } from './log-panel.ts';
import { plainLines } from './plain-lines.ts';

test.each([
  ['a\r\nb', 'a\nb'],
  ['10%\r50%\r100%\r', '100%'],
  ['\r\r', ''],
  ['\x1b[2K\x1b[1Aa\x1b]0;title\x07b\x1b(B', 'ab'],
  ['\x1b[31mred\x1b[0m', '\x1b[31mred\x1b[0m'],
])('%j shows as %j', (text, shown) => {
  expect(plainLines(text)).toBe(shown);
});

test.each([
  ['plain', 'plain'],
  ['\x1b[31mred\x1b[1mbold\x1b[22m\x1b[39mnot', '<span class="c1">red</span><span class="c1 bold">bold</span>not'],
  ['\x1b[1;92ma\x1b[mb', '<span class="c2 bold">a</span>b'],
  ['\x1b[38;5;31ma', 'a'],
  ['\x1b[33m<b>', '<span class="c3">&lt;b&gt;</span>'],
])('the colours of %j', (text, expected) => {
  expect(htmlText(colouredText(text))).toBe(expected);
});

test('silent tasks have no logs', () => {
  expect(logPanel({ stdout: '', stderr: '\n' })).toBeUndefined();
});

test('long logs are folded, and of very long ones the end is shown', () => {
  const lines = `${'x'.repeat(99)}\n`.repeat(10_000);
  const panel = logPanel({ stdout: `first\n${lines}last`, stderr: 'short' });
  const text = panel === undefined ? '' : htmlText(panel);
  expect(text).toContain('<details><summary>stdout <span class="faint">the last 4,001 lines</span>');
  expect(text).toContain('last</pre>');
  expect(text).not.toContain('first');
  expect(text).toContain('<details open><summary>stderr <span class="faint">1 line</span>');
});

test.each(['\r', '\x1b[', '\x1b]', '\x1b[31m'])('a long text of %j takes no time', (piece) => {
  const started = performance.now();
  logPanel({ stdout: `${piece.repeat(100_000)}x`, stderr: '' });
  expect(performance.now() - started).toBeLessThan(2_000);
});
