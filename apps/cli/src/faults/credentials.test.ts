import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type PackageIndex, startPackageIndex } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '../testing/command.ts';
import { expectDone, expectFault } from './expect-fault.ts';
import { filesBelow } from './leftovers.ts';
import { openStage, type Scene, type Stage } from './stage.ts';
import { flowAsking, TINY_FLOW } from './tiny-flow.ts';
import { WHEELS } from './wheels.ts';

const PASSWORD = 'ice+in/the:river';
const SECRETS = [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(`ada-l:${PASSWORD}`).toString('base64')];

let stage: Stage;
let index: PackageIndex;

beforeAll(async () => {
  stage = await openStage();
  index = await startPackageIndex({ wheels: WHEELS, credentials: { user: 'ada-l', password: PASSWORD } });
});
afterAll(() => Promise.all([stage[Symbol.asyncDispose](), index.close()]));

test('the credentials of an index are in no output and no file', async () => {
  const scene = await stage.scene('credentials');
  const outcomes: Outcome[] = [];
  const address = (password: string) => index.url.replace('//', `//ada-l:${encodeURIComponent(password)}@`);
  const run = async (line: string, variables: Record<string, string> = {}): Promise<Outcome> => {
    const outcome = await scene.run(line, { variables: { UV_DEFAULT_INDEX: address(PASSWORD), ...variables } });
    outcomes.push(outcome);
    return outcome;
  };
  await expectFault(scene, await run('flow.py run', { UV_DEFAULT_INDEX: index.url }), [/401|unauthorized/i]);
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
