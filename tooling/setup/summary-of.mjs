import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** How much of each failure is said again: its first lines, which say what was expected. */
const LINES_OF_A_FAILURE = 8;

/**
 * @typedef {object} Test
 * @property {string} fullName
 * @property {string} status
 * @property {readonly string[]} failureMessages
 */

/**
 * @typedef {object} TestFile
 * @property {string} name Its absolute path.
 * @property {string} status
 * @property {string} message Why the file itself failed; empty where a test did.
 * @property {readonly Test[]} assertionResults
 */

/**
 * @typedef {object} Result What vitest's JSON says of one part.
 * @property {string} name
 * @property {readonly TestFile[]} testResults
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 */

/**
 * Sums up the parts: what failed in each and why, one line for each part that failed, then `N passed, N failed`. A part that
 * failed without a failed test (the gate, a file that doesn't load, a build) counts as one. Pure.
 * @param {readonly Result[]} results
 * @param {readonly string[]} failedParts
 */
export function summaryOf(results, failedParts) {
  /** @param {'numPassedTests' | 'numFailedTests' | 'numPendingTests'} count */
  const sum = (count) => results.reduce((total, result) => total + result[count], 0);
  const withoutTest = failedParts.filter((name) => !results.some((result) => result.name === name && result.numFailedTests > 0));
  const failed = sum('numFailedTests') + withoutTest.length;
  const skipped = sum('numPendingTests');
  const last = `${sum('numPassedTests')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  const failures = results.flatMap((result) => result.testResults).flatMap(failuresOf);
  return { lines: [...failures, ...failedParts.map((name) => `failed: ${name}`), last], failed };
}

/**
 * One line for each test that failed, or for the file when it didn't load, and below it the first lines of why.
 * @param {TestFile} file
 */
function failuresOf(file) {
  const path = relative(process.cwd(), file.name);
  const tests = file.assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return file.status === 'failed' ? [`FAILED ${path}`, ...beginningOf(file.message)] : [];
  return tests.flatMap((test) => [`FAILED ${path} > ${test.fullName}`, ...test.failureMessages.flatMap(beginningOf)]);
}

/** @param {string} message */
function beginningOf(message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, LINES_OF_A_FAILURE);
  return lines.map((line) => `    ${line}`);
}
