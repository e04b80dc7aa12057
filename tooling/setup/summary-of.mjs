/**
 * @typedef {object} Result What vitest's JSON says of one part.
 * @property {string} name
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 */

/**
 * Sums up the parts: one line for each that failed, then `N passed, N failed`. A part that failed without a failed test (the
 * gate, a file that doesn't load, a build) counts as one. Pure.
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
  return { lines: [...failedParts.map((name) => `failed: ${name}`), last], failed };
}
