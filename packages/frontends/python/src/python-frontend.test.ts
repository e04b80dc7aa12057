import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, checkFlow, type Event, isFrazilError } from '@frazil/core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { errors } from './errors.ts';
import { findHostPython } from './find-host-python.ts';
import { createPythonFrontend, type FoundByPython } from './python-frontend.ts';

const STEPS = '    @step\n    def start(self):\n        self.next(self.end)\n    @step\n    def end(self): pass\n';
const HEAD = 'from metaflow import *\n';
const CONTEXT: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };

let folder: string;
let python: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-frontend-'));
  python = await findHostPython(process.env);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(source: string, name = 'flow.py', mode = 0o600): Promise<string> {
  const path = join(folder, name);
  await rm(path, { recursive: true, force: true });
  await writeFile(path, source);
  await chmod(path, mode);
  return path;
}

async function read(source: string, context = CONTEXT) {
  return createPythonFrontend({ python }).read(await write(source), context);
}

async function failure(work: Promise<unknown>) {
  const caught = await work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );
  if (!isFrazilError(caught)) throw caught;
  return caught;
}

test('a flow is read, and what it says is well formed', async () => {
  const flow = await read(`${HEAD}import pandas_is_not_here as pd\n@pypi_base(packages={'pandas': '2.1.1'})\nclass F(FlowSpec):\n${STEPS}`);
  expect(flow).toMatchObject({ name: 'F', file: 'flow.py', python: expect.stringMatching(/^3\.\d+\.\d+$/) });
  expect(flow.steps.map((step) => step.next.kind)).toEqual(['linear', 'end']);
  expect(checkFlow(flow)).toEqual([]);
});

const BAD: readonly (readonly [string, string, number | undefined])[] = [
  ['python.syntax-error', 'x = = 1', 1],
  ['python.flow-raises', '\n1 / 0', 2],
  ['python.unsupported-name', `${HEAD}\nfrom metaflow import pytorch_parallel\n@pytorch_parallel\nclass F(FlowSpec):\n${STEPS}`, 4],
  ['python.no-flow', 'x = 1', undefined],
  ['python.several-flows', `${HEAD}class A(FlowSpec):\n${STEPS}class B(FlowSpec):\n${STEPS}`, 8],
  ['python.bad-config', `${HEAD}class F(FlowSpec):\n    c = Config('c', required=True)\n${STEPS}`, 2],
  ['python.unknowable-attribute', `${HEAD}@pypi_base(python=object())\nclass A(FlowSpec):\n${STEPS}`, 2],
];

test('what a flow prints while it is read is told, as is what it needs beyond its folder', async () => {
  const events: Event[] = [];
  const found: FoundByPython[] = [];
  const path = await write(
    `${HEAD}import sys\nprint('one')\nprint('two', file=sys.stderr)\nfrom lib.noted import noted\nclass F(FlowSpec):\n${STEPS}`,
  );
  const library = await mkdtemp(join(tmpdir(), 'frazil-library-'));
  await mkdir(join(library, 'lib'));
  await writeFile(join(library, 'lib', 'noted.py'), `${HEAD}@user_step_decorator\ndef noted(step_name, flow, inputs): yield\n`);
  vi.stubEnv('PYTHONPATH', library);
  const context = { ...CONTEXT, reporter: { report: (event: Event) => events.push(event) } };
  await createPythonFrontend({ python, found: (learnt) => found.push(learnt) }).read(path, context);
  vi.unstubAllEnvs();
  expect(events).toEqual([{ kind: 'note', level: 'info', message: expect.stringMatching(/^(one\ntwo|two\none)$/) }]);
  expect(found.map(({ additions }) => additions)).toEqual([{ modules: [{ name: 'lib', path: join(library, 'lib') }], files: [] }]);
  await rm(library, { recursive: true });
});

test('what is given on the command line changes the flow', async () => {
  const source = `${HEAD}class F(FlowSpec):\n    c = Config('c')\n    p = Parameter('p', default=lambda context: 4)\n    @resources(cpu=c.cpu)\n${STEPS}`;
  const given = { configValues: { c: '{"cpu": 2}' }, with: ['retry:times=3'], deploy: true } as const;
  const flow = await createPythonFrontend({ python, given }).read(await write(source), CONTEXT);
  expect(flow).toMatchObject({
    configs: [{ name: 'c', value: { cpu: 2 } }],
    with: ['retry:times=3'],
    parameters: [{ deployedDefault: '4' }],
  });
  expect(flow.steps.map(({ decorators }) => decorators.map(({ name }) => name))).toEqual([['retry', 'resources'], ['retry']]);
  expect(flow.steps[0]?.decorators[1]?.attributes).toEqual({ cpu: 2 });
});

test('YAML and TOML need no package in the Python that reads the flow', async () => {
  for (const name of ['yaml', 'tomllib', 'tomli']) await write('raise ImportError', `${name}.py`);
  const yaml = await write('on: yes\nlist: [1, "ü"]\n', 'c.yaml');
  const toml = await write('[project]\ndependencies = ["pandas==2.1.1"]\n', 'pyproject.toml');
  const configs = `    y = Config('y', default='${yaml}')\n    t = Config('t', default='${toml}')\n    p = Config('p', default='${toml}', parser=pyproject_toml_parser)\n`;
  const source = `${HEAD}class F(FlowSpec):\n${configs}    v = Config('v', default_value='a: 1', parser=yaml_parser)\n${STEPS}`;
  expect((await read(source)).configs?.map(({ value }) => value)).toEqual([
    { true: true, list: [1, 'ü'] },
    { project: { dependencies: ['pandas==2.1.1'] } },
    { packages: { pandas: '2.1.1' }, python: null },
    { a: 1 },
  ]);
});

test.each([
  ['c.yaml', 'a: 1\nb: [', 2],
  ['c.toml', 'a = 1\nb = [', 2],
  ['c.json', '{"a": 1,\n"b": }', 2],
])('a mistake in %s has its file and line', async (name, content, line) => {
  const file = await write(content, name);
  const error = await failure(read(`${HEAD}class F(FlowSpec):\n    c = Config('c', default='${file}')\n${STEPS}`));
  expect(error).toMatchObject({ code: 'python.bad-config', location: { file, line } });
  expect(error.message).toContain("can't be parsed");
});

test.each([
  ["IncludeFile('p', default='/no/such.csv')", "names the file '/no/such.csv', which can't be read"],
  ["Parameter('p', default=lambda context: 1 / 0)", "parameter 'p' raises ZeroDivisionError"],
])('a deployment without the default of %s says so', async (parameter, words) => {
  const path = await write(`${HEAD}class F(FlowSpec):\n    p = ${parameter}\n${STEPS}`);
  const error = await failure(createPythonFrontend({ python, given: { deploy: true } }).read(path, CONTEXT));
  expect(error).toMatchObject({ code: 'python.bad-default', location: { line: 3 } });
  expect(error.message).toContain(words);
});

test('decorators of the command line that there are not, or that cannot be read', async () => {
  const path = await write(`${HEAD}class F(FlowSpec):\n${STEPS}`);
  const refusal = (spec: string) => failure(createPythonFrontend({ python, given: { with: [spec] } }).read(path, CONTEXT));
  expect(await refusal('rety:times=2')).toMatchObject({ code: 'python.bad-decorator', hint: 'Did you mean --with retry?' });
  const bad = await refusal('retry:times');
  expect(bad.message).toContain("'times', which isn't written name=value");
  expect(bad.hint).toContain('DECORATOR:NAME=VALUE');
});

test.each(BAD)('%s has a place and a hint', async (code, source, line) => {
  const error = await failure(read(source));
  expect(error).toMatchObject({ code, location: { file: 'flow.py' } });
  expect(error.location?.line).toBe(line);
  expect(error.hint).not.toBe('');
});

test('names that metaflow does not have', async () => {
  expect(await failure(read('from metaflow import nonsense'))).toMatchObject({
    message: 'Frazil has no metaflow.nonsense, which the flow uses.',
  });
  expect(await failure(read('import metaflow.nonsense'))).toMatchObject({ code: 'python.unsupported-name', location: { line: 1 } });
});

test('attributes that cannot be known come all at once', async () => {
  const error = await failure(read(`${HEAD}@pypi_base(python=open, packages=open)\nclass A(FlowSpec):\n${STEPS}`));
  expect(error.problems).toHaveLength(1);
});

test('a path that is no file', async () => {
  await mkdir(join(folder, 'folder.py'), { recursive: true });
  const frontend = createPythonFrontend({ python });
  expect(await failure(frontend.read(join(folder, 'folder.py'), CONTEXT))).toMatchObject({ code: 'python.unreadable-file' });
  expect(await failure(frontend.read(join(folder, 'none.py'), CONTEXT))).toMatchObject({ code: 'python.unreadable-file' });
});

test('a reader that is killed or that crashes', async () => {
  const killed = await failure(read("import os, sys\nprint('words', file=sys.stderr, flush=True)\nos.kill(os.getpid(), 9)"));
  expect(killed).toMatchObject({ code: 'python.reader-crashed', hint: 'Its last words: words' });
  expect(killed.message).toContain('signal SIGKILL');
  expect(await failure(read('import os\nos._exit(3)'))).toMatchObject({ code: 'python.reader-crashed' });
});

test('an interrupt ends the reader', async () => {
  const controller = new AbortController();
  const reading = read('import time\ntime.sleep(60)', { ...CONTEXT, signal: controller.signal });
  setTimeout(() => controller.abort(new Error('interrupted')), 200);
  await expect(reading).rejects.toThrow('interrupted');
  await expect(read('x = 1', { ...CONTEXT, signal: controller.signal })).rejects.toThrow('interrupted');
});

test('an executable that is not there', async () => {
  const frontend = createPythonFrontend({ python: join(folder, 'nowhere') });
  expect(await failure(frontend.read('flow.py', CONTEXT))).toMatchObject({ code: 'python.not-found' });
});

test('the host Python is found behind whatever starts it', async () => {
  const shim = await write(`#!/bin/sh\nexec '${python}' "$@"\n`, 'shim', 0o700);
  expect(await findHostPython({ FRAZIL_PYTHON: shim })).toBe(python);
});

test('a host Python that is missing or too old', async () => {
  expect(await failure(findHostPython({ FRAZIL_PYTHON: join(folder, 'nowhere') }))).toMatchObject({ code: 'python.not-found' });
  const old = await write('#!/bin/sh\necho 3.7.16\necho /usr/bin/python3.7\n', 'old', 0o700);
  expect(await failure(findHostPython({ FRAZIL_PYTHON: old }))).toMatchObject({ code: 'python.too-old' });
});

test('every code is provoked above', () => {
  const others = [
    'python.bad-decorator',
    'python.bad-default',
    'python.not-found',
    'python.too-old',
    'python.unreadable-file',
    'python.reader-crashed',
  ];
  expect(Object.keys(errors.entries).sort()).toEqual([...BAD.map(([code]) => code), ...others].sort());
});
