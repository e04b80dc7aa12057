import { checkFlow } from '@frazil/core';
import { expect, test } from 'vitest';
import { FEATURES } from './features.ts';
import { answerOf, matrixPage } from './matrix-page.ts';
import { TARGETS } from './targets.ts';

test.each(FEATURES.flatMap(({ features }) => features))('$name: its flow is well formed', ({ flow }) => {
  expect(checkFlow(flow)).toEqual([]);
});

test('every shape is told of on every target, and each refusal says what to do', () => {
  const [shapes] = FEATURES;
  for (const feature of shapes?.features ?? []) {
    for (const target of TARGETS) expect(['yes', 'no']).toContain(answerOf(feature, target).kind);
  }
  expect(matrixPage()).toMatch(/^\d+\. .+\. .+\.?$/m);
});
