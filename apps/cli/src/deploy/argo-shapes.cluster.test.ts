import { basename } from 'node:path';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type ClusterScene, startClusterScene } from '../testing/cluster-scene.ts';

let scene: ClusterScene;
beforeAll(async () => {
  scene = await startClusterScene();
});
afterAll(() => scene?.stop());

const Dumped = z.object({
  pathspec: z.string(),
  artifacts: z.array(z.object({ name: z.string(), type: z.string(), digest: z.string() })),
});

/** Every artifact of a run's tasks by its digest, under the step and the path. */
async function artifactsOf(flow: string, run: string): Promise<unknown> {
  const { exitCode, stdout, stderr } = await scene.run(`${flow} dump ${run} --max-value-size 0 --json`);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const tasks = stdout
    .trim()
    .split('\n')
    .map((line) => Dumped.parse(JSON.parse(line)));
  return Object.fromEntries(tasks.map(({ pathspec, artifacts }) => [pathspec.replace(run, 'RUN'), artifacts]));
}

const CASES = SHAPE_EXAMPLES.map((example) => {
  const words = Object.entries(example.parameters).map(([name, value]) => `--${name} ${value}`);
  return { flow: `shapes/${basename(example.file)}`, words: words.join(' '), prints: example.prints };
});

test.concurrent.each(CASES)('Argo: $flow $words ends as it does here', { timeout: 600_000 }, async ({ flow, words, prints }) => {
  await scene.deploy(flow);
  const run = (await scene.argo(flow, `trigger ${words}`)).trim();
  const { status, message } = await scene.ended(flow, run);
  expect({ status, message }).toEqual({ status: 'done', message: undefined });
  expect((await scene.run(`${flow} logs ${run}/end --stdout`)).stdout).toBe(`${prints}\n`);
  const local = await scene.run(`${flow} run ${words} --run-id-file ${run}.txt`);
  expect(local).toMatchObject({ exitCode: 0 });
  expect(await artifactsOf(flow, run)).toEqual(await artifactsOf(flow, (await scene.command.read(`${run}.txt`)).trim()));
});
