import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { sdkDirectory } from './sdk-directory.ts';

test('the folder has both packages', () => {
  const folder = sdkDirectory();
  expect(isAbsolute(folder)).toBe(true);
  expect(existsSync(join(folder, 'metaflow', '__init__.py'))).toBe(true);
  expect(existsSync(join(folder, 'frazil', '_task', '__main__.py'))).toBe(true);
});
