import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './expect-fault.ts';
import { openStage, type Stage } from './stage.ts';
import { canMount, within } from './within.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

// One attempt after the other on a disk that has a little more room each time: each is stopped a little later.
const ATTEMPTS = `far "$PLACE" || exit 99
for kilobytes in $ROOM; do
  room "$PLACE" $kilobytes
  "$@" >"$OUT/$kilobytes.out" 2>"$OUT/$kilobytes.err"
  echo $? >"$OUT/$kilobytes.code"
  find "$PLACE" -name '*~*' -o -name '*.tmp' -o -name '*.part' >"$OUT/$kilobytes.left"
done`;

test.runIf(canMount).each([
  ['the home', 'home', 'disk', '0 8 40 200 20000 60000 75000 2000000'],
  ["the flow's folder", 'flow', 'lock', '0 2000000'],
  ['the temporary folder', 'temporary', 'disk', '0 2000000'],
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
