import { mkdtempSync, rmSync } from 'node:fs';
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
