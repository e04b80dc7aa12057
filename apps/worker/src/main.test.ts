import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ENTRY = fileURLToPath(new URL('./entry.ts', import.meta.url));

interface Started {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

function worker(given: string, variables: Readonly<Record<string, string>> = {}): Started {
  const env = { PATH: '/usr/bin:/bin', ...variables };
  const child = spawn(process.execPath, ['--conditions=@frazil/source', ENTRY, given], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).then((code) => ({ code, output }));
  return { kill: (signal) => child.kill(signal), ended };
}

test('says its version, refuses what it does not know, and names the variable that is missing', async () => {
  const [version, unknown, bare] = await Promise.all(['version', 'dance', 'task'].map((given) => worker(given).ended));
  expect(version).toEqual({ code: 0, output: 'source\n' });
  expect(unknown).toMatchObject({ code: 2, output: expect.stringMatching(/is no command of frazil-worker.*"worker.usage"/) });
  expect(bare).toMatchObject({ code: 2, output: expect.stringContaining('FRAZIL_MANIFEST is not set') });
});

test('ends at once when it is told to while it waits for a store that does not answer', async () => {
  const asked = Promise.withResolvers<void>();
  const server = createServer((socket) => socket.on('error', () => undefined).once('data', () => asked.resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const { kill, ended } = worker('hydrate', {
    FRAZIL_STORE: 's3://frazil',
    FRAZIL_S3_ENDPOINT: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    FRAZIL_MANIFEST: `sha256:${'0'.repeat(64)}`,
    FRAZIL_ENGINE: 'argo',
    FRAZIL_STEP: 'start',
  });
  await asked.promise;
  const begun = performance.now();
  kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 143, output: expect.stringContaining('ended by a signal') });
  expect(performance.now() - begun).toBeLessThan(5000);
  server.close();
});
