import { join } from 'node:path';
import { findNode } from './find-node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

/**
 * Runs vitest once over the repository.
 * @param {readonly string[]} args
 * @returns {Promise<number>} Its exit code.
 */
export function vitest(args) {
  return run(findNode(), [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args]);
}
