import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Digest, Store } from '@frazil/core';
import { createFolderStore } from '@frazil/store-folder';
import { SHAPE_EXAMPLES } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltWorker, buildWorker } from './testing/built-worker.ts';
import { deployFlow } from './testing/deploy-flow.ts';
import { freezePython } from './testing/freeze-python.ts';
import { readFlowFile } from './testing/read-flow-file.ts';
import { walkWithWorker } from './testing/run-on-machine.ts';

let worker: BuiltWorker;
let folder: string;
let store: Store;
let environment: Digest;
beforeAll(async () => {
  worker = buildWorker();
  folder = mkdtempSync(join(tmpdir(), 'frazil-shapes-'));
  store = createFolderStore(join(folder, 'store'));
  environment = await freezePython(join(folder, 'store'), folder, {});
});
afterAll(() => {
  worker[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

test('a step has the secrets that AWS keeps for it; nobody else sees them', async () => {
  const word = 'the-word-that-nobody-may-see';
  const service = createServer((_, response) =>
    response.end(JSON.stringify({ Name: 'team/words', SecretString: JSON.stringify({ WORD: word }) })),
  );
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  const file = join(folder, 'words.py');
  writeFileSync(file, WORDS);
  using flow = await deployFlow(await readFlowFile(file), { store, environment });
  const access = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_REGION: 'eu-west-1' };
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const variables = {
    ...flow.variables,
    ...access,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    FRAZIL_RUN: 'secret',
    FRAZIL_VOLUME: join(folder, 'volume'),
  };
  const printed = await walkWithWorker(worker.path, { ...flow, variables });
  service.close();
  expect([...printed.values()]).toEqual([`${word.length}\n`, 'False\n']);
  expect(() => execFileSync('grep', ['-rq', word, join(folder, 'store')])).toThrow(expect.objectContaining({ status: 1 }));
});

const WORDS = `
import os
from metaflow import FlowSpec, secrets, step

class WordsFlow(FlowSpec):
    @secrets(sources=['team/words'])
    @step
    def start(self):
        print(len(os.environ['WORD']))
        self.next(self.end)

    @step
    def end(self):
        print('WORD' in os.environ)
`;

const EXAMPLES = SHAPE_EXAMPLES.map(
  (example, index) => [`${basename(example.file)} ${JSON.stringify(example.parameters)}`, index, example] as const,
);

test.each(EXAMPLES)(
  '%s: tasks that an engine starts one by one do what a local run does',
  async (_, index, { file, parameters, prints }) => {
    using flow = await deployFlow(await readFlowFile(file), { store, environment });
    const given = { FRAZIL_RUN: `shape-${index}`, FRAZIL_VOLUME: join(folder, 'volume'), FRAZIL_PARAMETERS: JSON.stringify(parameters) };
    const printed = await walkWithWorker(worker.path, { ...flow, variables: { ...flow.variables, ...given } });
    expect(printed.get('end/0')).toBe(`${prints}\n`);
  },
);
