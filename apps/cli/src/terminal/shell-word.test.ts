import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test.each([
  ['flows/train.py', 'flows/train.py'],
  ['my flow.py', "'my flow.py'"],
  ["it's.py", "'it'\\''s.py'"],
  ['', "''"],
])('%j is written %s', (word, written) => {
  expect(shellWord(word)).toBe(written);
});
