import { uvErrors } from '@frazil/uv';
import { expect, test } from 'vitest';
import { explainAsking, tidy } from './explain-failure.ts';

function failure(stderr: string): Error {
  return uvErrors.create('uv.failed', { command: 'pip compile', exitCode: 2, stderr });
}

test('a disk that is full or can not be written is what it is', () => {
  const full = 'error: Failed to write to the cache\n  cause: failed to create file `/cache/x`: No space left on device (os error 28)\n';
  expect(explainAsking(failure(full))).toMatchObject({ code: 'disk.full', details: { path: '/cache/x' } });
  const readOnly =
    'error: Failed to initialize cache at `/cache`\n  cause: failed to create directory `/cache`: Permission denied (os error 13)\n';
  expect(explainAsking(failure(readOnly))).toMatchObject({ code: 'disk.read-only', details: { path: '/cache' } });
});

test('an index that forbids is not one that lacks the package', () => {
  const proof = 'error: No solution found\n  cause: Because tiny was not found in the package registry and you require tiny==1.0.\n\n';
  const hint = 'hint: An index (http://index/simple/) returned a 403 Forbidden error. Check that the index URL is correct.\n';
  expect(explainAsking(failure(proof + hint))).toMatchObject({
    code: 'pypi.not-allowed',
    details: { url: 'http://index/simple/', status: 403 },
  });
});

test('what is not known is said in the words of uv', () => {
  expect(explainAsking(failure('error: unexpected argument\n  cause: of this\n'))).toMatchObject({
    code: 'pypi.resolver-failed',
    message: 'The resolver failed: unexpected argument.',
    hint: 'error: unexpected argument\nof this',
  });
  const other = new Error('another');
  expect(explainAsking(other)).toBe(other);
});

test('frames and wrapped lines are undone', () => {
  const text =
    '  × No solution found:\n  ╰─▶ Because there is no version\n      of x==1 and you\n      require x==1.\n\n      hint: look\n';
  expect(tidy(text)).toContain('Because there is no version of x==1 and you require x==1.');
});
