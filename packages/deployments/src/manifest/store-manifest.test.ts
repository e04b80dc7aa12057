import { canonicalJson, digestOf, type Flow, keys } from '@frazil/core';
import { createMemoryStore } from '@frazil/store-memory';
import { expect, test } from 'vitest';
import type { Manifest } from './manifest.ts';
import { readManifest, writeManifest } from './store-manifest.ts';

const flow: Flow = {
  name: 'HelloFlow',
  file: 'hello.py',
  doc: '',
  line: 1,
  decorators: [{ name: 'schedule', attributes: { daily: true, nested: [1, { a: null }] }, line: 1 }],
  parameters: [{ attribute: 'n', name: 'n', type: 'int', required: false, help: '', default: 1, hasComputedDefault: false, line: 2 }],
  steps: [{ name: 'start', line: 3, file: '', doc: '', decorators: [], isJoin: false, arity: 1, next: { kind: 'end' } }],
  python: '3.11.7',
};
const manifest: Manifest = {
  schema: 1,
  flow,
  code: digestOf('code'),
  environments: { start: { 'linux-x86_64': digestOf('environment') } },
  settings: { tags: ['a'] },
};

test('what was written is read, and written once under one name', async () => {
  const store = createMemoryStore();
  const digest = await writeManifest(store, manifest);
  expect(await readManifest(store, digest)).toEqual(manifest);
  const { schema, ...rest } = manifest;
  expect(await writeManifest(store, { ...rest, schema })).toBe(digest);
  expect(digest).toBe(digestOf((await store.get(keys.manifest(digest))) ?? ''));
  expect(await writeManifest(store, { ...manifest, settings: { tags: [] } })).not.toBe(digest);
});

test('refuses what is missing, is another one, or of another form', async () => {
  const store = createMemoryStore();
  await expect(readManifest(store, digestOf('absent'))).rejects.toMatchObject({ code: 'deployments.manifest-missing' });
  const digest = await writeManifest(store, manifest);
  await store.put(keys.manifest(digest), Buffer.from('{}'));
  await expect(readManifest(store, digest)).rejects.toMatchObject({ code: 'deployments.manifest-damaged' });
  const newer = canonicalJson({ schema: 2 });
  await store.put(keys.manifest(digestOf(newer)), Buffer.from(newer));
  await expect(readManifest(store, digestOf(newer))).rejects.toThrow(/is damaged: schema: /);
});
