import { cp, mkdir, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './expect-fault.ts';
import { filesBelow } from './leftovers.ts';
import { openStage, type Stage } from './stage.ts';
import { canMount, within } from './within.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test('spaces and other letters in the paths of everything; a home that is moved afterwards', async () => {
  const scene = await stage.scene("ünï cödé 🧊 'quoted' $HOME");
  await rename(join(scene.folder, 'flow.py'), join(scene.folder, 'flöw🧊.py'));
  await expectDone(scene, await scene.run('flöw🧊.py run'));
  expect(await filesBelow(scene.folder)).toEqual(['flöw🧊.py', 'flöw🧊.py.lock']);
  expect((await scene.run('flöw🧊.py logs end')).stdout).toBe('value 7\n');
  const moved = join(dirname(scene.home), 'moved home');
  await rename(scene.home, moved);
  await expectDone(scene, await scene.run('flöw🧊.py run', { variables: { FRAZIL_HOME: moved } }));
});

test('a flow that is a link has its lock beside the link', async () => {
  const scene = await stage.scene('link');
  await mkdir(join(scene.folder, 'real'));
  await rename(join(scene.folder, 'flow.py'), join(scene.folder, 'real', 'flow.py'));
  await symlink('real/flow.py', join(scene.folder, 'link.py'));
  await expectDone(scene, await scene.run('link.py run'));
  expect(await filesBelow(scene.folder)).toEqual(['link.py', 'link.py.lock', 'real/flow.py']);
});

test.runIf(canMount)('a home on another file system than the flow, and a store on yet another', async () => {
  const scene = await stage.scene('far');
  const store = join(dirname(scene.home), 'store');
  await cp(join(scene.home, 'store'), store, { recursive: true });
  const far = within(`far "$HOME_FOLDER" && far "$STORE" && "$@" && "$@"`, { HOME_FOLDER: scene.home, STORE: store });
  await expectDone(scene, await scene.run('flow.py run', { within: far, variables: { FRAZIL_STORE: store } }));
});

test.runIf(canMount)('folders that can only be read', async () => {
  const scene = await stage.scene('read-only');
  const readOnly = (path: string) => within('lock "$PLACE" && "$@"', { PLACE: path });
  await expectFault(scene, await scene.run('flow.py run', { within: readOnly(scene.home) }), ['FRAZIL_HOME', 'EROFS']);
  await expectFault(scene, await scene.run('flow.py run', { within: readOnly(scene.folder) }), [/flow\.py\.lock/, 'EROFS']);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
  await expectDone(scene, await scene.run('flow.py run'));
  await expectDone(scene, await scene.run('flow.py run', { within: readOnly(scene.folder) }));
  await expectFault(scene, await scene.run('flow.py run', { within: readOnly(scene.home) }), ['FRAZIL_HOME', 'EROFS']);
  for (const line of ['flow.py logs end', 'flow.py dump start', 'flow.py check', 'flow.py show']) {
    expect(await scene.run(line, { within: readOnly(scene.home) })).toMatchObject({ exitCode: 0 });
  }
});
