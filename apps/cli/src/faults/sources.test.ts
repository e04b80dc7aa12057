import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type PackageIndex, startPackageIndex } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './expect-fault.ts';
import { filesBelow } from './leftovers.ts';
import { openStage, type Stage } from './stage.ts';
import { WHEELS } from './wheels.ts';
import { canMount } from './within.ts';

type Answer = (response: ServerResponse) => unknown;

let stage: Stage;
let index: PackageIndex;
let fault: { readonly path: RegExp; readonly answer: Answer } | undefined;

beforeAll(async () => {
  stage = await openStage();
  index = await startPackageIndex({ wheels: WHEELS, intercept: answerWithFault });
});
afterAll(() => Promise.all([stage[Symbol.asyncDispose](), index.close()]));

function answerWithFault({ url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (fault === undefined || !fault.path.test(url)) return false;
  fault.answer(response);
  return true;
}

const PAGE = /^\/simple\/tiny\//;
const METADATA = /tiny.*\.metadata$/;
const WHEEL = /tiny.*\.whl$/;

const status =
  (code: number): Answer =>
  (response) =>
    response.writeHead(code).end();
const garbage: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the airport');
const cut: Answer = (response) => {
  response.writeHead(200, { 'content-length': 4000, 'content-type': 'application/vnd.pypi.simple.v1+json' }).write('{"meta": {');
  setTimeout(() => response.destroy(), 20);
};

test('an index that fails in every way, then one that works', async () => {
  const scene = await stage.scene('index');
  const variables = { UV_DEFAULT_INDEX: index.url };
  const faults: readonly (readonly [RegExp, Answer, string | RegExp])[] = [
    [PAGE, status(500), '500'],
    [PAGE, status(403), '403'],
    [PAGE, status(404), 'tiny'],
    [PAGE, garbage, 'tiny'],
    [PAGE, cut, 'tiny'],
    [METADATA, status(500), 'tiny'],
    [METADATA, garbage, 'tiny'],
    [WHEEL, status(404), 'No index serves the locked file tiny'],
    [WHEEL, garbage, /tiny-1\.0.*whl/],
    [WHEEL, cut, /tiny-1\.0.*whl/],
  ];
  for (const [path, answer, says] of faults) {
    fault = { path, answer };
    await expectFault(scene, await scene.run('flow.py run', { variables }), [says]);
    expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
  }
  fault = undefined;
  await expectDone(scene, await scene.run('flow.py run', { variables }));
});

test.runIf(canMount)('no network on the first run; afterwards none is needed, not even to hydrate anew', async () => {
  const scene = await stage.scene('no-network');
  const within = ['unshare', '--map-root-user', '--net'];
  await expectFault(scene, await scene.run('flow.py run', { within }), [/network|reach|connect/i]);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
  await expectDone(scene, await scene.run('flow.py run'));
  await expectDone(scene, await scene.run('flow.py run', { within }));
  await rm(join(scene.home, 'cache'), { recursive: true });
  await expectDone(scene, await scene.run('flow.py run', { within }));
});
