import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { loadedBy } from './testing/loaded.ts';

const FLOW = `from metaflow import FlowSpec, step
class F(FlowSpec):
    @step(start=True, end=True)
    def only(self): pass
`;
const LATER = ['crypto', 'http', 'http2', 'https', 'tls', 'zlib', 'readline', 'worker_threads', 'internal/deps/undici/undici'];

let command: BuiltCommand;

beforeAll(async () => {
  command = await buildCommand();
  await command.write('flow.py', FLOW);
});

afterAll(() => command.remove());

test.each(['version', 'flow.py show', 'flow.py --environment=local check'])('%s loads what it needs and no more', async (line) => {
  const { outcome, packages, files, builtIn } = await loadedBy(command, line);
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(packages).toEqual(['commander', 'core', 'frontends/python', 'python-sdk', 'zod']);
  // Each file takes Node a millisecond.
  expect(files.length).toBeLessThanOrEqual(5);
  expect(LATER.filter((name) => builtIn.has(name))).toEqual([]);
});

// A Python of the machine that says when it is started.
const NOTING = '#!/bin/sh\necho started >> "$0.log"\nexec python3 "$@"\n';

test.each([
  ['flow.py --environment=local run', 1],
  ['flow.py logs only', 1],
  ['flow.py dump only', 1],
  ['flow.py argo-workflows status argo-x', 0],
  ['flow.py --help', 0],
])('%s starts the Python of the machine so many times: %i', async (line, times) => {
  const python = join(command.folder, 'python');
  await writeFile(python, NOTING, { mode: 0o755 });
  await writeFile(`${python}.log`, '');
  await command.run(line, { FRAZIL_PYTHON: python, KUBECONFIG: '/nowhere' });
  expect((await readFile(`${python}.log`, 'utf8')).split('\n')).toHaveLength(times + 1);
});

test('help that is asked for before a command is that of all commands', async () => {
  const { stdout } = await command.run('flow.py --help show');
  expect(stdout).toBe((await command.run('flow.py --help')).stdout);
  expect(stdout).toContain('argo-workflows');
  expect((await command.run('flow.py --quiet show --help')).stdout).toContain('frazil flow.py show');
});

test('of zod, what other languages need is not there', async () => {
  const { files } = await loadedBy(command, 'version');
  const texts = await Promise.all(files.map((file) => command.read(`bundle/${file}`)));
  expect(texts.join('\n')).toContain('node_modules/zod/v4/core/schemas.js');
  expect(texts.join('\n')).not.toContain('node_modules/zod/v4/locales/');
});

test('no file imports a module of Node by its namespace', async () => {
  const { files } = await loadedBy(command, 'flow.py --environment=local run');
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(await command.read(`bundle/${file}`)).not.toMatch(/^import .* from "node:/m);
});

test('versions of Node that are too old are told so', async () => {
  await command.write(
    'old.mjs',
    "Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); process.getBuiltinModule = undefined;",
  );
  const outcome = await command.run('flow.py show', { NODE_OPTIONS: `--import=${command.folder}/old.mjs` });
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
  expect(outcome.stderr).toContain('error: Frazil needs Node 22.15 or later; this is Node 18.20.0.');
});
