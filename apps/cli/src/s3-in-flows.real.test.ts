import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { sdkDirectory } from '@frazil/python-sdk';
import { pythonOfEachMinor } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { inheritedVariables } from './testing/inherited-variables.ts';
import { INTERRUPTED_PROGRAM, S3_FLOW, S3_PROGRAM } from './testing/s3-programs.ts';

let command: BuiltCommand;
let gateway: VersityGw;
let run: string;
beforeAll(async () => {
  [command, gateway] = await Promise.all([buildCommand(), startVersityGw()]);
  await command.write('flow.py', S3_FLOW);
  await command.write('use_s3.py', S3_PROGRAM);
  await command.write('interrupted.py', INTERRUPTED_PROGRAM);
});
afterAll(() => Promise.all([command.remove(), gateway.stop()]));

const access = () => ({
  ...{ AWS_ACCESS_KEY_ID: gateway.accessKey, AWS_SECRET_ACCESS_KEY: gateway.secretKey, AWS_REGION: 'us-east-1' },
  ...{ FRAZIL_S3_ENDPOINT: gateway.endpoint, FRAZIL_STORE: `s3://${gateway.bucket}/team` },
});

test('steps keep objects beside their run, and read them, many at once', async () => {
  const outcome = await command.run('flow.py --environment=local run --run-id-file id', access());
  expect(outcome).toMatchObject({ exitCode: 0 });
  run = `BucketFlow/${await command.read('id')}`;
  expect(outcome.stdout).toContain('[3, 5] True');
  expect(outcome.stdout).toContain("deep ice {'depth': 7} True");
  expect(outcome.stdout).toMatch(/\b21$/m);
});

test('a store in a folder has no place for objects of a run, until one is named', async () => {
  const folder = { ...access(), FRAZIL_STORE: join(command.folder, 'store') };
  const outcome = await command.run('flow.py --environment=local run', folder);
  expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('FRAZIL_S3_ROOT') });
  const named = { ...folder, FRAZIL_S3_ROOT: `s3://${gateway.bucket}/data` };
  expect(await command.run('flow.py --environment=local run', named)).toMatchObject({ exitCode: 0 });
});

async function python(executable: string, words: readonly string[], variables: Readonly<Record<string, string>>) {
  await mkdir(join(command.folder, 'at'), { recursive: true });
  const cwd = await mkdtemp(join(command.folder, 'at/work-'));
  const sdk = {
    USER: 'ada',
    FRAZIL_NODE: process.execPath,
    FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'),
    PYTHONPATH: sdkDirectory(),
  };
  const { stdout } = await promisify(execFile)(executable, ['-B', ...words], {
    cwd,
    env: { ...inheritedVariables(), ...sdk, ...variables },
  });
  return { stdout, left: await readdir(cwd) };
}

test.each(pythonOfEachMinor().map(({ python: path }) => path))('all of S3 with %s', async (executable) => {
  const words = [join(command.folder, 'use_s3.py'), gateway.bucket, run];
  expect(await python(executable, words, access())).toEqual({ stdout: 'all is well\n', left: ['big'] });
});

test('Ctrl-C while an object is on its way ends what brings it', async () => {
  const outcome = await python('python3', [join(command.folder, 'interrupted.py')], access());
  expect(outcome).toEqual({ stdout: 'all is well\n', left: [] });
});
