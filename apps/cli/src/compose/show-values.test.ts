import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@frazil/core';
import { findHostPython } from '@frazil/frontend-python';
import { createFolderStore } from '@frazil/store-folder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { createRecorder } from '../testing/recorder.ts';
import { pythonOfTask } from './python-of-task.ts';
import { showValues } from './show-values.ts';

const FLOW = 'class Point:\n    def __repr__(self):\n        return "a point"\n';
// Protocol 0 pickles, as text: an instance of flow.Point, and what is no pickle at all.
const POINT = 'cflow\nPoint\n)\x81.';
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
  return { flow, pathspec: 'Flow/1/start/0', output: null, artifacts: await Promise.all(artifacts) };
}

test("shows values of the flow's own classes, and warns of those that can't be read", async () => {
  const python = await findHostPython(process.env);
  const values = await showValues(python, await requestOf({ point: POINT, broken: NONSENSE }), context);
  expect([...values]).toEqual([['point', 'a point']]);
  expect(terminal.stderr.join('\n')).toMatch(/^warning: broken can't be shown: UnpicklingError/);
});

test('cli.values-unreadable when its Python does not run', async () => {
  const request = await requestOf({});
  await expect(showValues(process.execPath, request, context)).rejects.toMatchObject({ code: 'cli.values-unreadable' });
});

test('cli.values-unreadable when the environment of the task is not in the store', async () => {
  const facts = { schema: 1, flow: 'F', run: '1', step: 'start', task: '0', attempt: 0, started: '', finished: '' } as const;
  const rest = { index: [], inputs: [], artifacts: {}, items: [], cards: [], transition: { kind: 'end' as const } };
  const task = { ...facts, ...rest, environment: digestOf('gone') };
  const place = { store: createFolderStore(folder), settings: readSettings({}, { FRAZIL_HOME: folder }) };
  await expect(pythonOfTask(task, place, context)).rejects.toMatchObject({ code: 'cli.values-unreadable' });
});
