import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@frazil/core';
import { findHostPython } from '@frazil/frontend-python';
import { createFolderStore } from '@frazil/store-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { createRecorder } from '../testing/recorder.ts';
import { createHostPython } from './host-python.ts';
import { pythonOfTask } from './python-of-task.ts';
import { showValues } from './show-values.ts';

const FLOW = `class Point:
    def __repr__(self):
        return "a point"
class Long:
    def __repr__(self):
        return "x" * (1 << 27)
class Bad:
    def __repr__(self):
        raise ValueError("no text")
`;
// Protocol 0 pickles, as text: an instance of a class of the flow, and what is no pickle at all.
const instanceOf = (name: string) => `cflow\n${name}\n)\x81.`;
const NONSENSE = 'not a pickle';

let folder: string;
const terminal = createRecorder();
const context = { reporter: createReporter(terminal), signal: new AbortController().signal };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-values-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function requestOf(values: Readonly<Record<string, string>>) {
  const flow = join(folder, 'flow.py');
  await writeFile(flow, FLOW);
  const artifacts = Object.entries(values).map(async ([name, pickle]) => {
    const bytes = Buffer.from(pickle, 'latin1');
    await writeFile(join(folder, name), bytes);
    return { name, digest: digestOf(bytes), file: join(folder, name) };
  });
  return { flow, output: null, adds: false, tasks: [{ pathspec: '1/start/0', artifacts: await Promise.all(artifacts) }] };
}

test("shows values of the flow's own classes, and warns of those that can't be read", async () => {
  const python = { python: await findHostPython(process.env), variables: {} };
  const request = await requestOf({ point: instanceOf('Point'), broken: NONSENSE, long: instanceOf('Long'), bad: instanceOf('Bad') });
  expect(await showValues(python, request, context)).toEqual(new Map([['1/start/0', new Map([['point', 'a point']])]]));
  expect(terminal.stderr).toEqual([
    expect.stringMatching(/^warning: broken can't be shown: UnpicklingError/),
    expect.stringMatching(/^warning: long can't be shown: its text has 134,217,728 characters/),
    expect.stringMatching(/^warning: bad can't be shown: ValueError: no text/),
  ]);
});

test('no text is made of values that go to a file', async () => {
  const python = { python: await findHostPython(process.env), variables: {} };
  const output = join(folder, 'values.pickle');
  const values = await showValues(python, { ...(await requestOf({ bad: instanceOf('Bad') })), output }, context);
  expect(values).toEqual(new Map([['1/start/0', new Map()]]));
  expect((await readFile(output)).includes('Bad')).toBe(true);
});

test('cli.values-unreadable when its Python does not run', async () => {
  const request = await requestOf({});
  await expect(showValues({ python: process.execPath, variables: {} }, request, context)).rejects.toMatchObject({
    code: 'cli.values-unreadable',
  });
});

test('cli.values-unreadable when the environment of the task is not in the store', async () => {
  const facts = { schema: 1, flow: 'F', run: '1', step: 'start', task: '0', attempt: 0, started: '', finished: '' } as const;
  const rest = { index: [], inputs: [], artifacts: {}, items: [], cards: [], transition: { kind: 'end' as const } };
  const task = { ...facts, ...rest, environment: digestOf('gone') };
  const settings = readSettings({}, { FRAZIL_HOME: folder });
  const place = { store: createFolderStore(folder), settings, hostPython: createHostPython({}) };
  await expect(pythonOfTask(task, place, context)).rejects.toMatchObject({ code: 'cli.values-unreadable' });
});
