import { readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { type PackageIndex, startPackageIndex } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Outcome } from '../testing/command.ts';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { filesBelow } from './testing/leftovers.ts';
import { openStage, type Scene, type Stage } from './testing/stage.ts';
import { flowAsking, TINY_FLOW } from './testing/tiny-flow.ts';
import { WHEELS } from './testing/wheels.ts';
import { canMount } from './testing/within.ts';

type Answer = (response: ServerResponse) => unknown;

// Busy machines take long.
vi.setConfig({ testTimeout: 300_000 });

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

const PASSWORD = 'ice+in/the:river';
const SECRETS = [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(`ada-l:${PASSWORD}`).toString('base64')];

test('the credentials of an index are in no output and no file', async () => {
  await using closed = await startPackageIndex({ wheels: WHEELS, credentials: { user: 'ada-l', password: PASSWORD } });
  const scene = await stage.scene('credentials');
  const outcomes: Outcome[] = [];
  const address = (password: string) => closed.url.replace('//', `//ada-l:${encodeURIComponent(password)}@`);
  const run = async (line: string, variables: Record<string, string> = {}): Promise<Outcome> => {
    const outcome = await scene.run(line, { variables: { UV_DEFAULT_INDEX: address(PASSWORD), ...variables } });
    outcomes.push(outcome);
    return outcome;
  };
  await expectFault(scene, await run('flow.py run', { UV_DEFAULT_INDEX: closed.url }), [/401|unauthorized/i]);
  await run('flow.py run --debug', { UV_DEFAULT_INDEX: `${address(PASSWORD)}no-such-page/` });
  await scene.write('flow.py', flowAsking("packages={'nothing-like-it': '1.0'}"));
  await run('flow.py run --debug');
  await run('flow.py run --json');
  await scene.write('flow.py', TINY_FLOW);
  await expectDone(scene, await run('flow.py run'));
  await run('flow.py logs end');
  for (const { stdout, stderr } of outcomes) expect(secretsIn(stdout + stderr)).toEqual([]);
  expect(await filesWithSecrets(scene)).toEqual([]);
});

function secretsIn(text: string): readonly string[] {
  return SECRETS.filter((secret) => text.includes(secret));
}

async function filesWithSecrets({ folder }: Scene): Promise<readonly string[]> {
  const root = dirname(folder);
  const found: string[] = [];
  for (const path of await filesBelow(root)) {
    const content = await readFile(join(root, path), 'latin1').catch(() => '');
    if (secretsIn(content).length > 0) found.push(path);
  }
  return found;
}
