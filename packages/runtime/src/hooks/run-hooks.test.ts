import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planFlow } from '@frazil/core';
import { sdkDirectory } from '@frazil/python-sdk';
import { expect, test } from 'vitest';
import { createTestBench } from '../testing/test-bench.ts';
import { testFlow } from '../testing/test-flow.ts';
import { testPython } from '../testing/test-python.ts';
import { type HooksInput, hooksFor, runHooks } from './run-hooks.ts';

const HOOKS = `
def good(run): print("good", run.pathspec, run.successful)
def plain(): print("plain")
def bad(**options): raise ValueError(sorted(options))
def slow(): time.sleep(60)
`;

async function hook(
  names: readonly string[],
  changes: Partial<HooksInput> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly lines: readonly string[]; readonly problem: string | undefined }> {
  using bench = createTestBench();
  const { flow, source } = testFlow({ start: { next: 'end' }, end: {} });
  const file = join(bench.folder, 'flow.py');
  writeFileSync(file, source + HOOKS);
  const planned = planFlow(flow, { environments: new Map() });
  const plan = { ...planned, exitHooks: { onSuccess: names, onError: ['plain'] } };
  const lines: string[] = [];
  const common = { plan, run: '7', status: 'done' as const, file, sdk: sdkDirectory(), directory: bench.folder };
  const input = { ...common, python: { python: testPython, variables: {} }, variables: { PATH: '/usr/bin:/bin' }, ...changes };
  const problem = await runHooks(input, (stream, line) => lines.push(`${stream} ${line}`), signal);
  return { lines, problem };
}

test('hooks run in order, with the run when they ask for it', async () => {
  const { lines, problem } = await hook(['good', 'plain']);
  expect(lines).toEqual(['stdout good TestFlow/7 True', 'stdout plain']);
  expect(problem).toBeUndefined();
});

test('what fails is told with its traceback, and the others run', async () => {
  const { lines, problem } = await hook(['bad', 'missing', 'os.getcwd', 'plain']);
  expect(problem).toBe('An exit hook failed, of bad, missing, os.getcwd, plain.');
  expect(lines).toContain("stderr ValueError: ['run']");
  expect(lines).toContain('stdout plain');
  expect(lines.join()).toMatch(/has no function 'missing'/);
});

test('each end has hooks of its own', async () => {
  expect((await hook(['good'], { status: 'failed' })).lines).toEqual(['stdout plain']);
  expect((await hook(['good'], { status: 'interrupted' })).lines).toEqual([]);
  expect(hooksFor({ exitHooks: { onSuccess: [], onError: ['a'] } }, 'failed')).toEqual(['a']);
});

test('a Python that is not there, and an interrupt', async () => {
  expect((await hook(['good'], { python: { python: '/nowhere/python3', variables: {} } })).problem).toMatch(/could not be run/);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 500);
  expect((await hook(['slow'], {}, stop.signal)).problem).toBeDefined();
});
