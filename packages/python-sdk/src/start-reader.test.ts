import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReader } from './start-reader.ts';

const SOURCE = `import os, sys
from metaflow import FlowSpec, step
class F(FlowSpec):
    """%s"""
    @step(start=True, end=True)
    def only(self): pass
F.__doc__ = repr((sys.stdin.read(), os.getcwd()))
`;
const never = { signal: new AbortController().signal, answer: async (line: string) => line };

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-reader-'));
  file = join(folder, 'flow.py');
  await writeFile(file, SOURCE);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a reader that was started reads the file it is told, which finds nothing on its standard input', async () => {
  const reader = startReader('python3');
  expect(reader).toMatchObject({ python: 'python3', isWaiting: true });
  const { output, exit } = await reader.read(file, {}, never);
  expect(exit).toBe('exit code 0');
  expect(JSON.parse(output).flow).toMatchObject({ name: 'F', doc: `('', ${JSON.stringify(process.cwd()).replaceAll('"', "'")})` });
});

test('it reads one file', async () => {
  const reader = startReader('python3');
  const reading = reader.read(file, {}, never);
  expect(reader.isWaiting).toBe(false);
  await expect(reader.read(file, {}, never)).rejects.toThrow('one file');
  // What reads already is not stopped.
  reader.stop();
  expect(JSON.parse((await reading).output)).toHaveProperty('flow');
});

test('one that is stopped reads none', async () => {
  const reader = startReader('python3');
  reader.stop();
  expect(reader.isWaiting).toBe(false);
  await expect(reader.read(file, {}, never)).rejects.toThrow('one file');
});

test('what cannot be started says so when it is to read', async () => {
  const reader = startReader(join(folder, 'nowhere'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(reader.read(file, {}, never)).rejects.toThrow('ENOENT');
});

test('an interrupt ends it', async () => {
  const controller = new AbortController();
  const reader = startReader('python3');
  controller.abort(new Error('interrupted'));
  await expect(reader.read(file, {}, { ...never, signal: controller.signal })).rejects.toThrow('interrupted');
});
