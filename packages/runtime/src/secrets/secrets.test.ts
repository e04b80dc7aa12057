import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestBench } from '../testing/test-bench.ts';
import type { TestStep } from '../testing/test-flow.ts';

const SECRET = 'the-word-that-nobody-may-see';

function steps(sources: readonly string[], body: string): Record<string, TestStep> {
  return { start: { body, decorators: { secrets: { sources: [...sources] } }, next: 'end' }, end: { body: 'print("WORD" in os.environ)' } };
}

test('a step has its secrets as variables, no other step does, and nothing of them is written', async () => {
  using bench = createTestBench();
  writeFileSync(join(bench.folder, 'word.json'), JSON.stringify({ WORD: SECRET }));
  const body = 'print(len(os.environ["WORD"]), os.environ["TOKEN"] == os.environ["WORD"])';
  const provider = { name: 'other', read: async () => ({ TOKEN: SECRET }) };
  const result = await bench.run(steps(['file.word.json', 'other.token'], body), { secretsProviders: [provider] });
  expect(result.status).toBe('done');
  expect(bench.output()).toEqual([`${SECRET.length} True`, 'False']);
  const files = readdirSync(join(bench.folder, 'store'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(SECRET)).toBe(false);
  expect(JSON.stringify([bench.events, result])).not.toContain(SECRET);
});

test('a step whose secret can not be had does not begin', async () => {
  using bench = createTestBench();
  const result = await bench.run(steps(['file.absent'], 'print("begun")'));
  expect(result).toMatchObject({ status: 'failed', problem: { code: 'runtime.secret-missing', location: { line: 1 } } });
  expect(bench.output()).toEqual([]);
});

test('a run that ends while a secret is waited for is interrupted', async () => {
  using bench = createTestBench();
  const control = new AbortController();
  const wait = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      setTimeout(() => control.abort(), 100);
    });
  const provider = { name: 'slow', read: async (_: unknown, { signal }: { readonly signal: AbortSignal }) => wait(signal) };
  const result = await bench.run(steps(['slow.x'], 'pass'), { secretsProviders: [provider] }, { signal: control.signal });
  expect(result.status).toBe('interrupted');
});
