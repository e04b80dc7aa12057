import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand, type Outcome } from './testing/command.ts';
import { FOREACH_FLOW } from './testing/sample-flows.ts';

let command: BuiltCommand;
let gateway: VersityGw;
beforeAll(async () => {
  [command, gateway] = await Promise.all([buildCommand(), startVersityGw()]);
  await command.write('flow.py', FOREACH_FLOW);
});
afterAll(() => Promise.all([command.remove(), gateway.stop()]));

const run = (words: string, variables = {}): Promise<Outcome> =>
  command.run(`flow.py --environment=local --store s3://${gateway.bucket}/team ${words}`, {
    AWS_ACCESS_KEY_ID: gateway.accessKey,
    AWS_SECRET_ACCESS_KEY: gateway.secretKey,
    AWS_ENDPOINT_URL: gateway.endpoint,
    ...variables,
  });

test('runs, shows and resumes with a bucket as its store', async () => {
  expect(await run('run')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('--store s3://') });
  expect(await run('logs start')).toMatchObject({ exitCode: 0 });
  expect(await run('dump start')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/ = /) });
  expect(await run('card list')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/\w+\/\w+/) });
  expect(await run('resume')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Taken over') });
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('frazil-dump-'))).toEqual([]);
  expect(await readdir(join(command.folder, 'home'))).toEqual(['cache']);
});

test('says in two lines what is wrong, and no secret', async () => {
  const denied = await run('dump start --debug', { AWS_SECRET_ACCESS_KEY: 'of-somebody-else' });
  expect(denied).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Permission was denied for') });
  expect(denied.stderr).not.toContain('of-somebody-else');
  const elsewhere = await run('dump start', { FRAZIL_S3_ENDPOINT: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' });
  expect(elsewhere).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^error: The service can't be reached .*\n +hint: .*\n$/) });
});
