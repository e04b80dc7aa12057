import { checkFlow, type Flow, isFrazilError, planFlow } from '@frazil/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowOfTree } from './flow-of-tree.ts';
import { growTree } from './grow-tree.ts';
import { interpretTree } from './interpret-tree.ts';
import { mutateFlow } from './mutate-flow.ts';

const numbers = fc.array(fc.nat(10_000), { maxLength: 60, size: 'max' });

function refusal(flow: Flow): string | undefined {
  try {
    planFlow(flow, { environments: new Map() });
    return undefined;
  } catch (error) {
    if (isFrazilError(error)) return error.code;
    throw error;
  }
}

test('every grown flow is well formed, and can be laid out', () => {
  fc.assert(
    fc.property(numbers, (given) => {
      const { flow } = flowOfTree(growTree(given));
      expect(checkFlow(flow)).toEqual([]);
      expect(refusal(flow)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

/** What is wrong with flows that could be laid out all the same. */
const BEYOND = ['flow.start-again', 'flow.gang-not-parallel', 'flow.parallel-without-gang', 'flow.gang-not-joined', 'flow.end-has-next'];

test('of any flow, the check finds something wrong when, and only when, it cannot be laid out', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (given, changes) => {
      const flow = mutateFlow(flowOfTree(growTree(given)).flow, changes);
      const codes = checkFlow(flow).map(({ code }) => code);
      for (const code of codes) seen.add(code);
      if (refusal(flow) === undefined) expect(codes.filter((code) => !BEYOND.includes(code))).toEqual([]);
      else expect(codes).not.toEqual([]);
    }),
    { numRuns: 3000 },
  );
  expect(seen.size).toBeGreaterThan(8);
});

test('the interpreter knows each task by its path', () => {
  const [loop, self] = [5, 5];
  const tree = growTree([2, 2, 1, 1, 1, loop, 1, self, 0, 1]);
  expect([...interpretTree(tree).keys()]).toMatchInlineSnapshot(`
    [
      "start/0",
      "s1/0",
      "s3/0-r0",
      "s2/0-r0-r0",
      "s2/0-r0-r1",
      "s4/0-r0",
      "s3/1-r0",
      "s2/1-r0-r0",
      "s2/1-r0-r1",
      "s4/1-r0",
      "s5/0",
      "end/0",
    ]
  `);
});
