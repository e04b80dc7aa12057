import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isAbandoned, temporaryName } from './temporary-name.ts';

test('the names of a live process are never abandoned, and differ', () => {
  expect(isAbandoned(temporaryName())).toBe(false);
  expect(temporaryName()).not.toBe(temporaryName());
});

test('the name of a process that is gone is abandoned, unless another machine gave it', () => {
  const { pid } = spawnSync('true');
  const [host = '', , id = ''] = temporaryName().split('~');
  expect(isAbandoned([host, pid, id].join('~'))).toBe(true);
  expect(isAbandoned([`other-${host}`, pid, id].join('~'))).toBe(false);
  expect(isAbandoned('flow.py')).toBe(false);
});
