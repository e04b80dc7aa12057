import { startClusterScene } from '../testing/cluster-scene.ts';
import { describeMatrix, trialsOf } from './testing/describe-matrix.ts';
import { SHAPES } from './testing/shapes.ts';
import { deployWords, parameterWords } from './testing/words-of-given.ts';

let deployed = 0;

describeMatrix(trialsOf(SHAPES), startClusterScene, async (scene, { file }, given) => {
  deployed += 1;
  const name = `--name grown-${deployed}`;
  await scene.deploy(file, `${name} ${deployWords(given)}`);
  const run = (await scene.argo(file, `trigger ${name} ${parameterWords(given)}`)).trim();
  const { status, message = '' } = await scene.ended(file, run);
  return { run, exitCode: status === 'done' ? 0 : 1, stderr: message };
});
