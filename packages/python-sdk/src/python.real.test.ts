import { pythonOfEachMinor } from '@frazil/testkit';
import { expect, test, vi } from 'vitest';
import { runPythonTests } from './testing/run-python-tests.ts';

// Two keep two processors busy.
vi.setConfig({ maxConcurrency: 2 });

// The oldest and the newest take their turn with the other tests.
const between = pythonOfEachMinor()
  .slice(1, -1)
  .map(({ python }) => python);

test.runIf(between.length > 0).concurrent.each(between)('the Python tests pass with %s', { timeout: 300_000 }, async (python) => {
  expect(await runPythonTests(python)).toMatch(/^OK/m);
});
