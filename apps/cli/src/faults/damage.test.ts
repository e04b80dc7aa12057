import { cp, lstat, readFile, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAMAGES } from './damage.ts';
import { expectDone, expectFault } from './expect-fault.ts';
import { filesBelow } from './leftovers.ts';
import { openStage, type Scene, type Stage } from './stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const KINDS = Object.entries(DAMAGES);
const isRecord = (path: string) => /^store\/(runs|tasks|logs|artifacts)\//.test(path);
const isUnpacked = (path: string) => /^cache\/(layers|environments)\//.test(path);

async function runOnce(name: string): Promise<{ readonly scene: Scene; readonly files: readonly string[] }> {
  const scene = await stage.scene(name);
  await expectDone(scene, await scene.run('flow.py run'));
  return { scene, files: await filesBelow(scene.home) };
}

async function expectRight(scene: Scene): Promise<void> {
  await expectDone(scene, await scene.run('flow.py run'));
  expect((await scene.run('flow.py logs end')).stdout).toBe('value 7\n');
}

test.concurrent('whatever happens to any one file that is stored or remembered, a run works', async () => {
  const { scene, files } = await runOnce('stored');
  const pristine = join(dirname(scene.home), 'pristine');
  await cp(scene.home, pristine, { recursive: true, verbatimSymlinks: true });
  let turn = 0;
  for (const path of files.filter((one) => !isRecord(one) && !isUnpacked(one))) {
    for (const [name, damage] of path.startsWith('store/') ? KINDS : KINDS.slice(turn++ % 2, 4)) {
      await damage(join(scene.home, path));
      // Unpacked layers hide what the store has.
      if (path.startsWith('store/layers/') && name !== 'gone') await rm(join(scene.home, 'cache'), { recursive: true });
      await expectRight(scene).catch((error: Error) => Promise.reject(new Error(`${path} ${name}: ${error.message}`)));
    }
  }
});

test.concurrent('whatever happens to a file of any kind that is unpacked, a run works', async () => {
  const { scene, files } = await runOnce('unpacked');
  const kinds = new Map(files.filter(isUnpacked).map((path) => [`${path.split('/')[1]} ${extname(path)}`, path]));
  let turn = 0;
  for (const path of kinds.values()) {
    const isLink = (await lstat(join(scene.home, path))).isSymbolicLink();
    const [name, damage] = (isLink ? undefined : KINDS[turn++ % KINDS.length]) ?? ['gone', DAMAGES.gone];
    await damage(join(scene.home, path));
    await expectRight(scene).catch((error: Error) => Promise.reject(new Error(`${path} ${name}: ${error.message}`)));
  }
});

test.concurrent('all originals and layers damaged at once: fetched and made anew', async () => {
  const { scene, files } = await runOnce('all');
  await rm(join(scene.home, 'cache'), { recursive: true });
  for (const path of files) {
    if (path.startsWith('store/originals/')) await DAMAGES.flipped(join(scene.home, path));
    const isSmall = path.startsWith('store/layers/') && (await readFile(join(scene.home, path))).length < 100_000;
    if (isSmall) await DAMAGES.cut(join(scene.home, path));
  }
  await expectRight(scene);
});

test.concurrent('whatever happens to what a run recorded, commands that read it work or say what is damaged', async () => {
  const { scene, files } = await runOnce('records');
  const pristine = join(dirname(scene.home), 'pristine');
  await cp(join(scene.home, 'store'), pristine, { recursive: true });
  const verdicts: Record<string, string> = {};
  for (const path of files.filter(isRecord)) {
    for (const [name, damage] of KINDS) {
      await damage(join(scene.home, path));
      for (const line of ['logs end', 'dump start', 'dump end', 'card list', 'resume']) {
        const outcome = await scene.run(`flow.py ${line}`);
        if (outcome.exitCode !== 0) await expectFault(scene, outcome, []);
        if (outcome.exitCode !== 0) console.log(path.replaceAll(/[0-9a-f]{16,}/g, 'ID'), name, line, outcome.stderr);
        verdicts[`${path} ${name} ${line}`] = String(outcome.exitCode);
      }
      await rm(join(scene.home, 'store'), { recursive: true });
      await cp(pristine, join(scene.home, 'store'), { recursive: true });
    }
  }
});
