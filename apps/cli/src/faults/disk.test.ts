import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectNoStack } from './expect-fault.ts';
import { filesBelow } from './leftovers.ts';
import { openStage, type Stage } from './stage.ts';
import { within } from './within.ts';

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
  find "$PLACE" -path '*tmp/?*' -o -path '*scratch/?*' >"$OUT/$kilobytes.left"
done`;

test.each([
  ['the home', 'home', '0 8 40 160 640 4000 20000 40000 60000 80000 2000000'],
  ["the flow's folder", 'flow', '0 2000000'],
  ['the temporary folder', 'temporary', '0 2000000'],
])('no room for %s: said, nothing half written, and it works when there is room', async (_, name, room) => {
  const scene = await stage.scene(`full-${name}`);
  const root = dirname(scene.home);
  const limits = within(ATTEMPTS, { PLACE: join(root, name), ROOM: room, OUT: join(root, 'person') });
  await scene.run('flow.py run', { within: limits });
  const attempts = room.split(' ');
  for (const kilobytes of attempts) {
    const read = (end: string) => readFile(join(root, 'person', `${kilobytes}.${end}`), 'utf8');
    const [code, stderr, left] = [await read('code'), await read('err'), await read('left')];
    console.log(
      name,
      kilobytes,
      code,
      stderr.split('\n').filter((l) => /error|hint|warn/.test(l)),
      left,
    );
  }
});
