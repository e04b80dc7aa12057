import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { isNewEnough } from './find-node.mjs';
import { summaryOf } from './summary-of.mjs';

test.each([
  ['20.20.2', false],
  ['22.14.0', false],
  ['22.15.0', true],
  ['24.0.1', true],
])('Node %s is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test.each([
  ['npm error code ENOTFOUND\nnpm error network request failed', 'npm registry'],
  ['npm error `npm ci` can only install packages when package.json and package-lock.json are in sync', 'npm install'],
  ['npm error code ENOSPC', 'no room left'],
  ['npm error code EACCES', 'writable'],
  ['npm error code EINTEGRITY', 'differs'],
  ['npm error something new', 'lines above'],
])('a failed installation says what to do: %s', (output, hint) => {
  const stop = explainInstallFailure(output);
  expect(stop.message).toContain(output);
  expect(stop.hint).toContain(hint);
});

const RESULT = { name: 'tests', testResults: [], numPassedTests: 7, numFailedTests: 0, numPendingTests: 0 };

test('the last line of CI sums up all parts', () => {
  const engines = { name: 'engines', testResults: [], numPassedTests: 1, numFailedTests: 2, numPendingTests: 3 };
  expect(summaryOf([RESULT, engines], ['engines'])).toEqual({ lines: ['failed: engines', '8 passed, 2 failed, 3 skipped'], failed: 2 });
});

test('a part that fails without a failed test counts', () => {
  expect(summaryOf([RESULT], ['gate']).lines).toEqual(['failed: gate', '7 passed, 1 failed']);
  expect(summaryOf([], ['tests', 'gate', 'engines']).lines.at(-1)).toBe('0 passed, 3 failed');
});

test('what failed is said again at the end, with the beginning of why', () => {
  const passed = { fullName: 'works', status: 'passed', failureMessages: [] };
  const failed = { fullName: 'a flow runs', status: 'failed', failureMessages: ['\u001b[31mError\u001b[39m: expected 1\n    at there'] };
  const testResults = [
    { name: resolve('packages/flow.test.ts'), status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: resolve('packages/broken.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] },
    { name: resolve('packages/fine.test.ts'), status: 'passed', message: '', assertionResults: [passed] },
  ];
  expect(summaryOf([{ ...RESULT, testResults, numFailedTests: 1 }], ['tests']).lines).toEqual([
    'FAILED packages/flow.test.ts > a flow runs',
    '    Error: expected 1',
    '        at there',
    'FAILED packages/broken.test.ts',
    '    no such module',
    'failed: tests',
    '7 passed, 1 failed',
  ]);
});

test('all is well', () => {
  expect(summaryOf([RESULT], [])).toEqual({ lines: ['7 passed, 0 failed'], failed: 0 });
});
