import { cp, lstat, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DAMAGES } from './testing/damage.ts';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { filesBelow } from './testing/leftovers.ts';
import { openStage, type Scene, type Stage } from './testing/stage.ts';

// Busy machines take long.
vi.setConfig({ testTimeout: 300_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const KINDS = Object.values(DAMAGES);
const isRecord = (path: string) => /^store\/(runs|tasks|logs|artifacts)\//.test(path);
const isUnpacked = (path: string) => /^cache\/(layers|environments)\//.test(path);
const folderOf = (path: string) => path.split('/').slice(0, 2).join('/');

async function runOnce(name: string): Promise<{ readonly scene: Scene; readonly files: readonly string[] }> {
  const scene = await stage.scene(name);
  await expectDone(scene, await scene.run('flow.py run'));
  return { scene, files: await filesBelow(scene.home) };
}

async function expectRight(scene: Scene, story: string): Promise<void> {
  const outcome = await scene.run('flow.py run');
  await expectDone(scene, outcome).catch((error: Error) => Promise.reject(new Error(`${story}: ${error.message}`)));
  expect(outcome.stdout).toContain('value 7');
}

/** Damages files, each in its way, other ways each round. */
async function damageAll(scene: Scene, files: readonly string[], round: number): Promise<void> {
  for (const [place, path] of files.entries()) await KINDS[(place + round) % KINDS.length]?.(join(scene.home, path));
}

async function forgetUnpacked({ home }: Scene, layers: readonly string[]): Promise<void> {
  await rm(join(home, 'cache', 'environments'), { recursive: true });
  for (const layer of layers) await rm(join(home, 'cache', 'layers', basename(layer, '.tar.zst')), { recursive: true });
}

test.concurrent('whatever happens to files that are stored or remembered, a run works', async () => {
  const { scene, files } = await runOnce('stored');
  const kept = files.filter((path) => !isRecord(path) && !isUnpacked(path));
  const isLarge = new Map(await Promise.all(kept.map(async (path) => [path, (await lstat(join(scene.home, path))).size > 1e6] as const)));
  const pristine = join(dirname(scene.home), 'pristine');
  for (const path of kept) await cp(join(scene.home, path), join(pristine, path));
  for (const folder of new Set(kept.map(folderOf))) {
    for (const round of KINDS.keys()) {
      // An interpreter takes seconds to be made again: once is enough.
      const files = kept.filter((path) => folderOf(path) === folder && (round === 0 || isLarge.get(path) !== true));
      // Not all of it is needed, and made again, by every run.
      for (const path of files) await cp(join(pristine, path), join(scene.home, path));
      await damageAll(scene, files, round);
      // What is unpacked already hides what the store has.
      if (folder === 'store/layers') await forgetUnpacked(scene, files);
      await expectRight(scene, `${folder}, round ${round}`);
    }
  }
  const small = kept.filter((path) => isLarge.get(path) !== true);
  for (const path of small) await cp(join(pristine, path), join(scene.home, path));
  await damageAll(scene, small, 1);
  await expectRight(scene, 'all at once');
});

test.concurrent('whatever happens to a file of any kind that is unpacked, a run works', async () => {
  const { scene, files } = await runOnce('unpacked');
  const kinds = new Map<string, string>();
  for (const path of files.filter(isUnpacked)) {
    const found = await lstat(join(scene.home, path));
    const kind = found.isSymbolicLink() ? 'link' : basename(path).startsWith('.frazil') ? 'marker' : `file ${found.mode & 0o100}`;
    kinds.set(`${folderOf(path)} ${kind}`, path);
  }
  for (const [round, [kind, path]] of [...kinds].entries()) {
    await (kind.endsWith('link') ? DAMAGES.gone(join(scene.home, path)) : damageAll(scene, [path], round));
    await expectRight(scene, `${path}, round ${round}`);
  }
});

const READERS: Readonly<Record<string, readonly string[]>> = {
  runs: ['logs end', 'resume'],
  tasks: ['dump start', 'resume'],
  logs: ['logs end'],
  artifacts: ['dump start', 'resume'],
};

test.concurrent('whatever happens to what a run recorded, commands work or say what is damaged', async () => {
  const { scene, files } = await runOnce('records');
  const pristine = join(dirname(scene.home), 'pristine');
  await cp(join(scene.home, 'store'), pristine, { recursive: true });
  for (const path of files.filter(isRecord)) {
    for (const round of KINDS.keys()) {
      await damageAll(scene, [path], round);
      for (const line of READERS[path.split('/')[1] ?? ''] ?? []) {
        const outcome = await scene.run(`flow.py ${line}`);
        if (outcome.exitCode !== 0) await expectFault(scene, outcome, []);
      }
      for (const folder of ['runs', 'tasks', 'logs', 'artifacts']) {
        await rm(join(scene.home, 'store', folder), { recursive: true, force: true });
        await cp(join(pristine, folder), join(scene.home, 'store', folder), { recursive: true });
      }
    }
  }
});
