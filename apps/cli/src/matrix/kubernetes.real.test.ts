import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { startPodsScene } from '../testing/pods-scene.ts';
import { describeMatrix, fewTrialsOf } from './testing/describe-matrix.ts';
import { SHAPES } from './testing/shapes.ts';
import { runWords } from './testing/words-of-given.ts';

vi.setConfig({ maxConcurrency: 2 });

describeMatrix(fewTrialsOf(SHAPES), startPodsScene, async (scene, { file, folder }, given) => {
  const id = join(folder, 'run-id');
  const outcome = await scene.runInPods(`${file} ${runWords(given)} --with kubernetes --run-id-file ${id}`);
  return { run: await readFile(id, 'utf8'), exitCode: outcome.exitCode, stderr: outcome.stderr };
});
