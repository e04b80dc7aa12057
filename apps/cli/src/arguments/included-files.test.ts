import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parameter } from '@frazil/core';
import { expect, test } from 'vitest';
import { pathOfFile, withFilesEmbedded } from './included-files.ts';

const TEXT: Parameter = { attribute: 'a', name: 'a', type: 'str', required: false, help: '', hasComputedDefault: false, line: 1 };

test('files travel as what is in them, texts as they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-files-'));
  const path = join(folder, 'data.bin');
  await writeFile(path, 'ice');
  const parameters = [TEXT, { ...TEXT, name: 'f', isFile: true }];
  expect(await withFilesEmbedded({ parameters }, { a: path, f: path })).toEqual({ a: path, f: 'data:;base64,aWNl' });
  await rm(folder, { recursive: true });
});

test("a tilde is the user's home", () => {
  expect(pathOfFile('~/x')).toBe(join(homedir(), 'x'));
  expect(pathOfFile('a~')).toBe('a~');
});
