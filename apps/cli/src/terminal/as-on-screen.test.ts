import { expect, test } from 'vitest';
import { asOnScreen } from './as-on-screen.ts';

test.each([
  ['plain text\twith a tab, é and 雪', 'plain text\twith a tab, é and 雪'],
  [' 10%|#   |\r 50%|###  |\r100%|#####|', '100%|#####|'],
  ['\x1b[31mred\x1b[1;4m and more', '\x1b[31mred\x1b[1;4m and more\x1b[0m'],
  ['a\x1b[2J\x1b[Hb\x1b[?25lc\x1b]0;title\x07d\x1b]8;;u\x1b\\e\x1bMf', 'abcdef'],
  ['bell\x07 null\x00 back\x08 csi\x9b2J', 'bell null back csi2J'],
  ['cut \x1b[3', 'cut 3'],
])('%j looks as %j', (line, shown) => {
  expect(asOnScreen(line)).toBe(shown);
});
