import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ENTRY = fileURLToPath(new URL('./entry.ts', import.meta.url));

async function worker(...given: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['--conditions=@frazil/source', ENTRY, ...given], { env: { PATH: '/usr/bin:/bin' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

test('says its version, refuses what it does not know, and names the variable that is missing', async () => {
  const [version, unknown, bare] = await Promise.all([worker('version'), worker('dance'), worker('task')]);
  expect(version).toEqual({ code: 0, output: 'source\n' });
  expect(unknown).toMatchObject({ code: 2, output: expect.stringMatching(/is no command of frazil-worker.*"worker.usage"/) });
  expect(bare).toMatchObject({ code: 2, output: expect.stringContaining('FRAZIL_MANIFEST is not set') });
});
