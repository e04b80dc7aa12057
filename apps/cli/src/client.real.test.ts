import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openClient } from '@frazil/client';
import { startVersityGw, type VersityGw } from '@frazil/engine-kit';
import { sdkDirectory } from '@frazil/python-sdk';
import { createS3Store, s3OptionsOf } from '@frazil/store-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BuiltCommand, buildCommand } from './testing/command.ts';
import { FOREACH_FLOW } from './testing/sample-flows.ts';

let command: BuiltCommand;
let gateway: VersityGw;
beforeAll(async () => {
  [command, gateway] = await Promise.all([buildCommand(), startVersityGw()]);
  await command.write('flow.py', FOREACH_FLOW);
});
afterAll(() => {
  vi.unstubAllEnvs();
  return Promise.all([command.remove(), gateway.stop()]);
});

const PROGRAM = `
from metaflow import Flow, Run, get_metadata
run = Flow("ForeachFlow").latest_successful_run
run.add_tag("seen")
print(get_metadata().startswith("s3@s3://"), run.data.results, run["start"].task.stdout.strip(), "seen" in Run(run.pathspec).tags)
`;

test('both clients read a bucket, and tags are kept there', async () => {
  const store = `s3://${gateway.bucket}/client`;
  const variables = {
    ...{ AWS_ACCESS_KEY_ID: gateway.accessKey, AWS_SECRET_ACCESS_KEY: gateway.secretKey, AWS_ENDPOINT_URL: gateway.endpoint },
    ...{ FRAZIL_STORE: store },
  };
  expect(await command.run('flow.py --environment=local run', variables)).toMatchObject({ exitCode: 0 });
  const bundle = join(command.folder, 'bundle/frazil.js');
  const env = { ...process.env, ...variables, USER: 'ada', FRAZIL_CLI: bundle, FRAZIL_NODE: process.execPath, PYTHONPATH: sdkDirectory() };
  const { stdout } = await promisify(execFile)(process.env.FRAZIL_PYTHON ?? 'python3', ['-B', '-c', PROGRAM], { env });
  expect(stdout).toBe('True [2, 4] to stdout True\n');
  // The AWS SDK looks for credentials in the variables of its process.
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const flow = await openClient(createS3Store(s3OptionsOf(store, variables)), { namespace: 'user:ada' }).flow('ForeachFlow');
  const run = await flow.latestSuccessfulRun();
  expect((await run?.tags())?.user).toEqual(['seen']);
  const names = Array.from({ length: 8 }, (_, index) => `t${index}`);
  await Promise.all(names.map((tag) => run?.changeTags({ add: [tag] })));
  expect((await run?.tags())?.user).toEqual(['seen', ...names]);
  expect(await (await run?.endTask())?.artifact('results').content()).toEqual({ kind: 'value', value: [2, 4] });
});
