import { expect, test } from 'vitest';
import { hostPlatform } from './host-platform.ts';

test('knows the platforms that environments are frozen for', () => {
  expect(hostPlatform({ platform: 'linux', arch: 'x64' })).toBe('linux-x86_64');
});

test('cli.platform-unsupported names the others', () => {
  const error = { code: 'cli.platform-unsupported', message: expect.stringContaining('win32-x64') };
  expect(() => hostPlatform({ platform: 'win32', arch: 'x64' })).toThrow(expect.objectContaining(error));
});
