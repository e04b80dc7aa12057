import { expect, test } from 'vitest';
import type { Candidate } from './candidates.ts';
import { solve, Unsolvable } from './solver.ts';

const channel = { name: 'ice', urls: [] };
const candidate = (name: string, depends: string[] = []): Candidate => ({
  channel,
  subdir: 'linux-64',
  file: `${name}-1-0.conda`,
  record: { name, version: '1', build: '0', build_number: 0, depends },
});
const input = { subdir: 'linux-64', channels: ['ice'], candidates: [candidate('a', ['b']), candidate('b')], virtual: [] } as const;
const never = new AbortController().signal;

test('answers with candidates, or with the proof that there is no answer', async () => {
  expect((await solve({ ...input, specs: ['a'] }, never)).map(({ file }) => file).sort()).toEqual(['a-1-0.conda', 'b-1-0.conda']);
  await expect(solve({ ...input, specs: ['a', 'c'] }, never)).rejects.toThrow(Unsolvable);
});

test('a surprised solver does not end the process', async () => {
  // It asks for the current directory to read a channel, and has none.
  await expect(solve({ ...input, specs: ['other::a'] }, never)).rejects.toMatchObject({ code: 'conda.solver-failed' });
});

test('stops when it is told to', async () => {
  await expect(solve({ ...input, specs: ['a'] }, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await expect(solve({ ...input, specs: ['a'] }, controller.signal)).rejects.toThrow('enough');
});
