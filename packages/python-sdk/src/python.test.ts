import { pythonOfEachMinor } from '@frazil/testkit';
import { expect, test } from 'vitest';
import { runPythonTests } from './testing/run-python-tests.ts';

// Those between them take their turn with the engines.
const [oldest = 'python3', ...others] = pythonOfEachMinor().map(({ python }) => python);

test.concurrent.each([oldest, ...others.slice(-1)])('the Python tests pass with %s', { timeout: 300_000 }, async (python) => {
  expect(await runPythonTests(python)).toMatch(/^OK/m);
});
