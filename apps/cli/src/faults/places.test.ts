import { cp, mkdir, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { filesBelow } from './testing/leftovers.ts';
import { openStage, type Stage } from './testing/stage.ts';
import { canMount, within } from './testing/within.ts';

// Busy machines take long.
vi.setConfig({ testTimeout: 300_000 });

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

test.runIf(process.platform === 'linux')(
  'cli.glibc-too-old: an interpreter of a newer machine is refused before a task is started',
  async () => {
    const scene = await stage.scene('newer');
    await expectDone(scene, await scene.run('flow.py run'));
    const path = (await filesBelow(scene.home)).find((one) => /environments.*frazil-interpreter\.json$/.test(one)) ?? '';
    const facts = join(scene.home, path);
    const { mtime } = await stat(facts);
    await writeFile(facts, (await readFile(facts, 'utf8')).replace(/"glibc":\s*"2\.\d\d"/, '"glibc":"9.99"'));
    await utimes(facts, mtime, mtime);
    await expectFault(scene, await scene.run('flow.py run'), ['needs glibc 9.99 or later; this machine has 2', 'delete the lock']);
  },
);

// One attempt after the other on a disk that has a little more room each time: each is stopped a little later.
const ATTEMPTS = `far "$PLACE" || exit 99
for kilobytes in $ROOM; do
  room "$PLACE" $kilobytes
  "$@" >"$OUT/$kilobytes.out" 2>"$OUT/$kilobytes.err"
  echo $? >"$OUT/$kilobytes.code"
  find "$PLACE" -name '*~*' -o -name '*.tmp' -o -name '*.part' >"$OUT/$kilobytes.left"
done`;

test.runIf(canMount).each([
  ['the home', 'home', 'left on', '0 8 40 200 20000 60000 75000 2000000'],
  ["the flow's folder", 'flow', 'lock', '0 2000000'],
  ['the temporary folder', 'temporary', 'left on', '0 2000000'],
])('no room for %s: said, nothing half written, and it works when there is room', async (_, name, says, room) => {
  const scene = await stage.scene(`full-${name}`);
  const root = dirname(scene.home);
  const limits = within(ATTEMPTS, { PLACE: join(root, name), ROOM: room, OUT: join(root, 'person') });
  await scene.run('flow.py run', { within: limits });
  const exitCodes: number[] = [];
  for (const kilobytes of room.split(' ')) {
    const read = (end: string) => readFile(join(root, 'person', `${kilobytes}.${end}`), 'utf8');
    const outcome = { exitCode: Number(await read('code')), stdout: await read('out'), stderr: await read('err') };
    exitCodes.push(outcome.exitCode);
    if (outcome.exitCode === 0) await expectDone(scene, outcome);
    else await expectFault(scene, outcome, [new RegExp(`^error: .*${says}`), 'room|ENOSPC']);
    expect(await read('left')).toBe('');
  }
  expect(exitCodes.at(-1)).toBe(0);
});
