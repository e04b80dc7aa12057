import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDone, expectFault } from './testing/expect-fault.ts';
import { filesBelow } from './testing/leftovers.ts';
import { openStage, type Scene, type Stage } from './testing/stage.ts';
import { flowAsking, TINY_FLOW, tinyFlow } from './testing/tiny-flow.ts';

let stage: Stage;
let scene: Scene;

beforeAll(async () => {
  stage = await openStage();
  scene = await stage.scene('requests');
});
afterAll(() => stage[Symbol.asyncDispose]());

test.each([
  ['an unknown package', "packages={'nothing-like-it': '1.0'}", [/^error: flow\.py:8: .*nothing-like-it/m]],
  ['an unknown version', "packages={'tiny': '3.0'}", [/^error: flow\.py:8: .*tiny/m, '3.0']],
  ['an impossible combination', "packages={'tiny': '2.0', 'old-dep': '1.0'}", [/^error: flow\.py:8: /m, 'dep']],
  ['no wheel for this machine', "packages={'windows-only': '1.0'}", [/^error: flow\.py:8: .*windows-only/m]],
  ['a package that does not import', "packages={'broken': '1.0'}", [/^error: flow\.py:8: /m, 'ValueError: too new']],
  ['a Python that is none', "python='three', packages={}", [/^error: flow\.py:8: .*three/m]],
  ['a Python that is too old', "python='2.7', packages={}", [/^error: flow\.py:8: .*2\.7/m]],
  ['a Python that nobody has', "python='3.99', packages={}", [/^error: flow\.py:8: .*3\.99/m]],
  ['packages that are no dict', 'packages=3', [/^error: flow\.py:8: /m]],
])('%s is refused with its place, and nothing is locked', async (_, request, says) => {
  await scene.write('flow.py', flowAsking(request));
  await expectFault(scene, await scene.run('flow.py run'), says);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
  expect(await filesBelow(join(scene.home, 'store', 'runs'))).toEqual([]);
});

test('no wheel for a platform that was asked for', async () => {
  await scene.write('flow.py', flowAsking("packages={'linux-only': '1.0'}"));
  await expectFault(scene, await scene.run('flow.py freeze --platform osx-arm64'), [/^error: flow\.py:8: .*linux-only/m, 'osx-arm64']);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py']);
});

test.each([
  ['a syntax error', TINY_FLOW.replace('def end(self):', 'def end(self:'), [/^error: flow\.py:20: /m]],
  ['no end', TINY_FLOW.slice(0, TINY_FLOW.lastIndexOf('    @pypi')), ["no step 'end'"]],
  ['an import of a module beside it that fails', `import helper\n${TINY_FLOW}`, [/helper\.py:1/]],
])('a flow with %s is refused', async (_, source, says) => {
  await scene.write('flow.py', source);
  await scene.write('helper.py', 'raise RuntimeError("helper is broken")\n');
  const outcome = await scene.run('flow.py run');
  expect(outcome).toMatchObject({ exitCode: 1 });
  for (const text of says) expect(outcome.stderr).toMatch(text);
  expect(await filesBelow(scene.folder)).toEqual(['flow.py', 'helper.py']);
});

test('a step that raises: its traceback once, with frames of the flow only; resumed when it is mended', async () => {
  const own = await stage.scene('raises');
  await own.write('flow.py', tinyFlow(['self.value = 7', 'self.value = 7 if tiny.__version__ == os.environ.get("WANTED") else 1 / 0']));
  const outcome = await own.run('flow.py run');
  await expectFault(own, outcome, [/^error: flow\.py:10: .*ZeroDivisionError/m, 'resume']);
  expect(outcome.stderr.match(/Traceback/g)).toHaveLength(1);
  const frames = outcome.stderr.match(/File ".*"/g) ?? [];
  expect(frames).toHaveLength(1);
  expect(frames[0]).toContain('flow.py');
  await expectDone(own, await own.run('flow.py resume', { variables: { WANTED: '1.0' } }));
});

test('the same scene works when the flow is mended', async () => {
  await scene.write('flow.py', TINY_FLOW);
  await expectDone(scene, await scene.run('flow.py run'));
});
