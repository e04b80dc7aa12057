import { expect, test } from 'vitest';
import { crashReason } from './crash-reason.ts';

test.each([
  [{ code: null, signal: 'SIGKILL' }, false, 'The process was killed by SIGKILL, often because the system ran out of memory.'],
  [{ code: 3, signal: null }, false, 'The process exited with code 3.'],
  [{ code: 0, signal: null }, false, 'The process exited with code 0 without finishing the step.'],
  [{ code: null, signal: 'SIGUSR1' }, false, 'The process was ended by SIGUSR1.'],
  [{ code: null, signal: 'SIGABRT' }, true, 'The step was done, but then its process aborted (SIGABRT); its log may say why.'],
])('%j, done: %s', (exit, saidDone, reason) => {
  expect(crashReason(exit, saidDone)).toBe(reason);
});
