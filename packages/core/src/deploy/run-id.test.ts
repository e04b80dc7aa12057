import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runIdOf } from './run-id.ts';

test.each([
  ['argo', 'hello-flow-x7k2p', 'argo-hello-flow-x7k2p'],
  ['sfn', 'Trigger_1.a', 'sfn-Trigger_1.a'],
  ['airflow', 'manual__2026-01-01T00:00:00+00:00', 'airflow-manual__2026-01-01T00-00-00-00-00-2b3c1a2b'],
])('%s names a run %s: %s', (engine, raw, id) => {
  expect(runIdOf(engine, raw).replace(/-[0-9a-f]{8}$/, '')).toBe(id.replace(/-[0-9a-f]{8}$/, ''));
});

test('two ids of an engine are two runs, and each is one part of a key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => {
      expect(runIdOf('argo', one)).toMatch(/^argo-[A-Za-z0-9._-]+$/);
      if (one !== other) expect(runIdOf('argo', one)).not.toBe(runIdOf('argo', other));
    }),
  );
});

test('an id of any length becomes one that file systems take', () => {
  expect(runIdOf('sfn', 'x'.repeat(5000)).length).toBeLessThan(200);
});
