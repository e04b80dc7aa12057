import { join } from 'node:path';
import { createForkingLauncher } from '@frazil/launcher-process';
import { sdkDirectory } from '@frazil/python-sdk';
import { flowOfTree, growTree, interpretTree } from '@frazil/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestBench, type TestBench } from '../testing/test-bench.ts';

/** The value that each task printed, by step and path. */
function valuesIn(bench: TestBench): ReadonlyMap<string, number> {
  const lines = bench.output().map((line) => line.split(' '));
  return new Map(lines.map(([step, task, value]) => [`${step}/${task}`, Number(value)]));
}

function clonesIn({ events }: TestBench): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.kind === 'task-cloned' ? [`${event.step}/${event.task}`] : [])));
}

const launcher = createForkingLauncher(join(sdkDirectory(), 'frazil', '_fork_server.py'));
const numbers = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60, size: 'max' });

test('every grown flow does what the reference interpreter says, and is taken over whole by a resume', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(numbers, fc.integer({ min: 1, max: 6 }), async (given, maxWorkers) => {
      const tree = growTree(given);
      const expected = interpretTree(tree);
      fc.pre(expected.size >= 6 && expected.size <= 50);
      using bench = createTestBench();
      const written = flowOfTree(tree);
      const { run, problem } = await bench.runFlow(written, { launcher, maxWorkers });
      expect(problem).toBeUndefined();
      expect(valuesIn(bench)).toEqual(expected);
      await bench.runFlow(written, { launcher, maxWorkers, origin: { run } });
      expect([bench.output(), clonesIn(bench)]).toEqual([[], new Set(expected.keys())]);
    }),
    // A failure is told within a minute, however long it could still be made smaller.
    { numRuns: 6, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
});
