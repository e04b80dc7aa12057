import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileArgo } from './compile-argo.ts';
import { SHAPES, sampleInput } from './testing/sample-flow.ts';

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}.yaml`, import.meta.url));

test.each(Object.entries(SHAPES))('%s', async (name, flow) => {
  const [file] = compileArgo.compile(sampleInput(flow));
  await expect(file?.text).toMatchFileSnapshot(golden(name));
});
