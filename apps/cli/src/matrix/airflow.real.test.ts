import { vi } from 'vitest';
import { startScheduledAirflowScene } from '../testing/airflow-scene.ts';
import { describeMatrix, fewTrialsOf, MOST } from './testing/describe-matrix.ts';
import { SHAPES } from './testing/shapes.ts';
import { deployWords } from './testing/words-of-given.ts';

vi.setConfig({ maxConcurrency: 3 });

// Airflow refuses loops.
const SHAPES_THERE = SHAPES.filter(({ name }) => name !== 'loop through a switch');

// Airflow itself takes seconds for each task: what has to meet, and what is stopped.
const trials = fewTrialsOf(SHAPES_THERE, ({ shape, behaviour }) =>
  behaviour === MOST ? shape.name === 'gang' : shape.name === 'foreach in split' && behaviour.name === 'timeout',
);

describeMatrix(trials, startScheduledAirflowScene, async (scene, { file }, given) => {
  const { run, exitCode, log } = await scene.runDag(file, { conf: given.parameters ?? {}, words: deployWords(given) });
  return { run, exitCode, stderr: log };
});
