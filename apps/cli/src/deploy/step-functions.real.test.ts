import { basename } from 'node:path';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StepFunctionsScene, startStepFunctionsScene } from '../testing/step-functions-scene.ts';

let scene: StepFunctionsScene;
beforeAll(async () => {
  scene = await startStepFunctionsScene();
});
afterAll(() => scene?.stop());

// The matrix has every shape. These have what it lacks: the first has all of them in it, the second joins of joins.
const SHAPES = SHAPE_EXAMPLES.filter(({ file }) => /\/(everything|joins)\.py$/.test(file));

test.each(SHAPES.map((example) => [basename(example.file), example] as const))(
  'Step Functions: %s ends as it does here, without a way to a registry',
  { timeout: 300_000 },
  async (name, { parameters, prints }) => {
    const result = await scene.runOnce({ flow: `shapes/${name}`, parameters });
    expect(result, result.cause).toMatchObject({ status: 'SUCCEEDED' });
    expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${prints}\n`);
  },
);
