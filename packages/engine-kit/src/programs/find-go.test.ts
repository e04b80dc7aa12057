import { expect, test } from 'vitest';
import { findGo } from './find-go.ts';

test('a machine without Go is told where it was looked for', async () => {
  await expect(findGo(['/nowhere/go', '/bin/false'])).rejects.toThrow('There is no Go in /nowhere/go, /bin/false');
});
