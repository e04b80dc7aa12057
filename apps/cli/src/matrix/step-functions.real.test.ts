import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { startStepFunctionsScene } from '../testing/step-functions-scene.ts';
import { describeMatrix, fewTrialsOf } from './testing/describe-matrix.ts';
import { SHAPES } from './testing/shapes.ts';
import { deployWords } from './testing/words-of-given.ts';

vi.setConfig({ maxConcurrency: 2 });

describeMatrix(fewTrialsOf(SHAPES), startStepFunctionsScene, async (scene, { file }, given) => {
  const name = randomUUID();
  const machine = { flow: file, parameters: given.parameters ?? {}, words: deployWords(given) };
  const { status, cause = '' } = await scene.runOnce(machine, name);
  return { run: `sfn-${name}`, exitCode: status === 'SUCCEEDED' ? 0 : 1, stderr: cause };
});
