import { cutPath, digestOf, type Flow, hexOf, isFrazilError, type Plan, planFlow } from '@frazil/core';
import { flowOfTree, growTree } from '@frazil/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileArgo } from './compile-argo.ts';
import { placesOf } from './testing/places-of.ts';
import { SAMPLE_TARGET, SHAPES, sampleFlow } from './testing/sample-flow.ts';
import { type Pod, simulateArgo } from './testing/simulate-argo.ts';
import { type Answer, walkPaths } from './testing/walk-paths.ts';

const planOf = (flow: Flow): Plan => planFlow(flow, { environments: new Map() });

function compiled(plan: Plan): string {
  const [file] = compileArgo.compile({ plan, target: SAMPLE_TARGET, options: { format: 'json' } });
  return file?.text ?? '';
}

/** Tasks that choose at random, but the same whenever they are asked, and note that they were. */
function tasksOf(plan: Plan, fails?: string) {
  const places = placesOf(plan);
  const ran: string[] = [];
  const placeOf = (step: string) => places.get(step) ?? { depth: 0 };
  const ask = (step: string, path: string): Answer => {
    ran.push(`${step}/${path}`);
    const random = Number.parseInt(hexOf(digestOf(`${step}/${path}`)).slice(0, 8), 16);
    const { items, cases } = placeOf(step);
    return { count: items && 1 + (random % 3), case: cases?.[random % cases.length] };
  };
  // As the worker does: it cuts paths that are too long, and says the paths of items.
  const pod: Pod = (step, given) => {
    const { depth, items: kind } = placeOf(step);
    const path = cutPath(given, depth);
    const { count, case: chosen } = ask(step, path);
    const suffix = kind === 'entered' ? '-r0' : '';
    const items = count && Array.from({ length: count }, (_, index) => `${depth === 0 ? '' : `${path}-`}${index}${suffix}`);
    return `${step}/${path}` === fails ? undefined : { ...(items && { items }), ...(chosen !== undefined && { case: chosen }) };
  };
  return { ran, ask, pod };
}

function assertSame(plan: Plan): void {
  const walked = tasksOf(plan);
  walkPaths(plan, walked.ask);
  const simulated = tasksOf(plan);
  expect(simulateArgo(compiled(plan), simulated.pod)).toBe(true);
  expect(simulated.ran.toSorted()).toEqual(walked.ran.toSorted());
  expect(new Set(walked.ran).size).toBe(walked.ran.length);
}

test.each(Object.entries(SHAPES))('%s runs the tasks of its plan', (_, text) => {
  assertSame(planOf(sampleFlow(text)));
});

const numbers = fc.array(fc.nat(10_000), { maxLength: 60, size: 'max' });

test('any flow runs the tasks of its plan, each once', () => {
  fc.assert(
    fc.property(numbers, (given) => assertSame(planOf(flowOfTree(growTree(given)).flow))),
    { numRuns: 150 },
  );
});

test('after a task that fails nothing runs that comes after it, and the run fails', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (given, seed) => {
      const plan = planOf(flowOfTree(growTree(given)).flow);
      const document = compiled(plan);
      const whole = tasksOf(plan);
      simulateArgo(document, whole.pod);
      const failing = whole.ran[seed % whole.ran.length] ?? '';
      const broken = tasksOf(plan, failing);
      expect(simulateArgo(document, broken.pod)).toBe(false);
      expect(broken.ran.includes('end/0')).toBe(failing === 'end/0');
      expect(whole.ran).toEqual(expect.arrayContaining(broken.ran));
    }),
    { numRuns: 100 },
  );
});

test('going back to an outer loop out of the middle of an inner one, with steps after it, is refused with the place', () => {
  const plan = planOf(sampleFlow('start -> o; o -> i; i ?> i o x; x ?> o end'));
  expect(() => compiled(plan)).toThrow(expect.objectContaining({ code: 'argo.outer-repeat', location: { file: 'sample.py', line: 1 } }));
  try {
    compiled(plan);
  } catch (error) {
    expect(isFrazilError(error) && [error.message, error.hint]).toMatchInlineSnapshot(`
      [
        "The step i goes back to o out of the middle of a loop inside the loop of o, which more steps follow.",
        "Let the inner loop end first, and go back to o from a step after it.",
      ]
    `);
  }
});
