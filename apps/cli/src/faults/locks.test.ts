import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { openStage, type Scene, type Stage } from './testing/stage.ts';
import { TINY_FLOW, tinyFlow } from './testing/tiny-flow.ts';

let stage: Stage;
let scene: Scene;
let lock: string;

beforeAll(async () => {
  stage = await openStage();
  scene = await stage.scene('locks');
  await expectFault(scene, await scene.run('flow.py run --frozen'), ['there is no such file', '--no-frozen']);
  await expectDone(scene, await scene.run('flow.py run'));
  lock = await readLock();
});
afterAll(() => stage[Symbol.asyncDispose]());

const readLock = (): Promise<string> => readFile(join(scene.folder, 'flow.py.lock'), 'utf8');

test('a lock that is stale: refused when frozen and left as it was; locked anew otherwise', async () => {
  await scene.write('flow.py', tinyFlow(["'1.0'", "'2.0'"]));
  await expectFault(scene, await scene.run('flow.py run --frozen'), [/^error: flow\.py:8: /m, 'it changed since']);
  await expectFault(scene, await scene.run('flow.py run', { variables: { CI: 'true' } }), ['--no-frozen']);
  expect(await readLock()).toBe(lock);
  await expectDone(scene, await scene.run('flow.py run'));
  expect(await readLock()).toContain('version: "2.0"');
  await scene.write('flow.py', TINY_FLOW);
});

test.each([
  [
    'an unfinished merge',
    (text: string) => text.replace('version: 1\n', '<<<<<<< ours\nversion: 1\n=======\nversion: 1\n>>>>>>> theirs\n'),
    [/flow\.py\.lock:4: /],
  ],
  ['YAML that is broken', (text: string) => text.replace('environments:', 'environments: ['), [/flow\.py\.lock:\d+: /]],
  ['a field too few', (text: string) => text.replace('request:', 'requests:'), ['is missing or not what it should be']],
  ['nothing in it', () => '', ['it is empty']],
  ['a cut end', (text: string) => text.slice(0, text.length / 2), [/flow\.py\.lock/]],
  ['bytes that are no text', () => '\u0000\u0001\ufffd', [/flow\.py\.lock/]],
  ['a format of tomorrow', (text: string) => text.replace('version: 1\n', 'version: 2\n'), ['has format 2', 'Upgrade']],
])('a lock with %s is refused, and left as it is', async (_, change, says) => {
  await scene.write('flow.py.lock', change(lock));
  await expectFault(scene, await scene.run('flow.py run'), says);
  expect(await readLock()).toBe(change(lock));
});

test.each([
  ['the lock of another flow', lockOfAnother],
  ['no environments', () => 'version: 1\nenvironments: {}\n'],
  ['a version that nobody asked for', () => lock.replace('name: tiny\n        version: "1.0"', 'name: tiny\n        version: "2.0"')],
])('a lock with %s is locked anew, or refused when frozen', async (_, change) => {
  await scene.write('flow.py.lock', change());
  await expectFault(scene, await scene.run('flow.py run --frozen'), [/^error: flow\.py:\d+: /m, '--no-frozen']);
  await expectDone(scene, await scene.run('flow.py run'));
  expect(await readLock()).toBe(lock);
});

function lockOfAnother(): string {
  let entries = 0;
  return lock.replaceAll(/^ {2}[0-9a-f]{12}:/gm, () => `  ${++entries}23456789abc:`).replaceAll('steps: [start]', 'steps: [train]');
}

test('a digest changed by hand: nothing else is taken for the file', async () => {
  const changed = lock.replace(/(sha256: )[0-9a-f]{64}\n( +size)/, `$1"${'0'.repeat(64)}"\n$2`);
  await scene.write('flow.py.lock', changed);
  await expectFault(scene, await scene.run('flow.py run'), [/dep-2\.0/]);
  expect(await readLock()).toBe(changed);
  await scene.write('flow.py.lock', lock);
  await expectDone(scene, await scene.run('flow.py run'));
});
